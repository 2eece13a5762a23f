import { Module } from '@nestjs/common';
import { LogRelay, NATS_CONNECTION, Outbox, type NatsConnection } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ReadLogController } from './read-log.controller.js';

/** The log `data-delivery`: what data have arrived. */
@Module({
  controllers: [ReadLogController],
  providers: [
    { provide: Outbox, inject: [DataSource], useFactory: (dataSource: DataSource) => new Outbox(dataSource, 'data-delivery') },
    {
      provide: LogRelay,
      inject: [NATS_CONNECTION, Outbox],
      useFactory: (connection: NatsConnection, source: Outbox) => new LogRelay({ connection, log: 'data-delivery', source }),
    },
  ],
  exports: [Outbox],
})
export class OutboxModule {}
