import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { ServiceName } from '@greenledger/contracts';
import { DataSource, type EntitySchema } from 'typeorm';
import { connectDatabase } from './connect-database.js';

export interface DatabaseOptions {
  /** As the service's own role. */
  readonly url: string;
  readonly service: ServiceName;
  readonly entities?: ReadonlyArray<(new () => object) | EntitySchema>;
  /** Connections held at most; 10 by default. */
  readonly poolSize?: number;
}

/** Global: provides TypeORM's DataSource, connected as the service's role, closed after everything else has stopped. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static forRoot({ url, service, entities = [], poolSize = 10 }: DatabaseOptions): DynamicModule {
    const useFactory = (): Promise<DataSource> =>
      connectDatabase({
        type: 'postgres',
        url,
        entities: [...entities],
        applicationName: `greenledger-${service}`,
        connectTimeoutMS: 2000,
        installExtensions: false,
        logging: false,
        poolSize,
        extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000, keepAlive: true },
      });
    return { module: DatabaseModule, global: true, providers: [{ provide: DataSource, useFactory }], exports: [DataSource] };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
