import { Module } from '@nestjs/common';
import type { LogEntry, MeterIngestionEvent } from '@greenledger/contracts';
import { LogConsumer, NATS_CONNECTION, Outbox, RequestClient, type NatsConnection } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { OutboxModule } from '../outbox/outbox.module.js';
import { MeterLogProjection } from './meter-log-projection.js';

/** Follows the log `meter-ingestion`. */
@Module({
  imports: [OutboxModule],
  providers: [
    {
      provide: LogConsumer,
      inject: [NATS_CONNECTION, RequestClient, DataSource, Outbox],
      useFactory: (connection: NatsConnection, requests: RequestClient, dataSource: DataSource, outbox: Outbox) => {
        const projection = new MeterLogProjection(outbox);
        return new LogConsumer({
          connection,
          requests,
          log: 'meter-ingestion',
          service: 'data-delivery',
          dataSource,
          // The stream of that log carries these events and no others.
          batchSize: 1_024,
          prepare: (entry) => projection.prepare(entry as LogEntry<MeterIngestionEvent>),
          // The end of an import is told for each of its usage points: its readings are readable before that.
          startsTransaction: ({ type }) => type === 'ImportCompleted',
          apply: (entries, manager) => projection.apply(entries as readonly LogEntry<MeterIngestionEvent>[], manager),
        });
      },
    },
  ],
})
export class ProjectionsModule {}
