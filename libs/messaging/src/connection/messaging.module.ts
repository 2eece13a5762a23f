import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { RequestClient } from '../requests/request-client.js';
import type { NatsCredentials } from '@greenledger/service-kit';
import { connectNats } from './connect-nats.js';

/** Token of the service's NatsConnection for logs: relay and consumers. */
export const NATS_CONNECTION = Symbol('NATS_CONNECTION');

export type MessagingOptions = NatsCredentials;

/** Global: provides RequestClient and NATS_CONNECTION. Waits for NATS; closes both connections after everything else has stopped. */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    @Inject(RequestClient) private readonly requests: RequestClient,
  ) {}

  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: NATS_CONNECTION, useFactory: () => connectNats(options) },
        { provide: RequestClient, useFactory: () => RequestClient.of(options) },
      ],
      exports: [NATS_CONNECTION, RequestClient],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.requests.close();
    if (!this.connection.isClosed()) await this.connection.close();
  }
}
