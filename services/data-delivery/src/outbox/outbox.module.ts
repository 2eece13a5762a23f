import { Module } from '@nestjs/common';
import { LogRelay, NATS_CONNECTION, Outbox, type NatsConnection } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ReadLogController } from './read-log.controller.js';

/** Appends to the log `data-delivery`, which tells what data have arrived. */
@Module({
  providers: [{ provide: Outbox, inject: [DataSource], useFactory: (dataSource: DataSource) => new Outbox(dataSource, 'data-delivery') }],
  exports: [Outbox],
})
export class OutboxModule {}

/** Carries the log to its followers. */
@Module({
  imports: [OutboxModule],
  controllers: [ReadLogController],
  providers: [
    {
      provide: LogRelay,
      inject: [NATS_CONNECTION, Outbox],
      useFactory: (connection: NatsConnection, source: Outbox) => new LogRelay({ connection, log: 'data-delivery', source }),
    },
  ],
})
export class OutboxRelayModule {}
