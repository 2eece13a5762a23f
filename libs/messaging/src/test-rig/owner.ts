import type { LogPage, MeterIngestionEvent, ReadLog, RequestOf } from '@greenledger/contracts';
import { ProblemError } from '@greenledger/contracts';
import { DatabaseModule, readConfiguration, ServiceConfiguration } from '@greenledger/service-kit';
import { Controller, Inject, type DynamicModule } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { MessagingModule, NATS_CONNECTION } from '../connection/messaging.module.js';
import { Outbox } from '../outbox/outbox.js';
import { LogRelay } from '../relay/log-relay.js';
import { HandleRequest } from '../requests/handle-request.js';

/** Answers as meter-ingestion would, as far as tests of messaging need it. */
@Controller()
class OwnerController {
  constructor(@Inject(Outbox) private readonly outbox: Outbox<MeterIngestionEvent>) {}

  @HandleRequest('meter-ingestion.read-log')
  readLog(request: ReadLog): Promise<LogPage<MeterIngestionEvent>> {
    return this.outbox.readPage(request);
  }

  @HandleRequest('meter-ingestion.find-customer')
  findCustomer({ customerNumber }: RequestOf<'meter-ingestion.find-customer'>): { customerId: string; name: string } {
    if (customerNumber === 'broken') throw new Error('a detail that must not travel');
    throw new ProblemError('unknown-customer', `There is no customer ${customerNumber}: check the number.`, { customerNumber });
  }
}

class OwnerModule {}

export function ownerModule(configuration: ServiceConfiguration): DynamicModule {
  const { NATS_URL: url, NATS_USER: user, NATS_PASSWORD: password, DATABASE_URL } = configuration;
  const service = 'meter-ingestion' as const;
  return {
    module: OwnerModule,
    imports: [DatabaseModule.forRoot({ url: DATABASE_URL, service }), MessagingModule.forRoot({ url, user, password, service })],
    controllers: [OwnerController],
    providers: [
      { provide: Outbox, inject: [DataSource], useFactory: (dataSource: DataSource) => new Outbox(dataSource, service) },
      {
        provide: LogRelay,
        inject: [NATS_CONNECTION, Outbox],
        useFactory: (connection: NatsConnection, source: Outbox) => new LogRelay({ connection, log: service, source }),
      },
    ],
  };
}

export const ownerConfiguration = (natsUrl: string, databaseUrl: string, password: string): ServiceConfiguration =>
  readConfiguration(ServiceConfiguration, {
    PORT: '0',
    PUBLIC_ORIGIN: 'http://localhost:8080',
    DATABASE_URL: databaseUrl,
    NATS_URL: natsUrl,
    NATS_USER: 'meter-ingestion',
    NATS_PASSWORD: password,
    LOG_LEVEL: 'error',
  });
