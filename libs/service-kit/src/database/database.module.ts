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

/**
 * Longest wait for a connection, milliseconds. The driver counts waiting for a free one of the pool as well: with 2 s, feeds that
 * were already under way broke off when 50 of them were read at once (docs/benchmarks.md). A server that is down refuses at once.
 */
const POOL_WAIT = 15_000;

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
        connectTimeoutMS: POOL_WAIT,
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
