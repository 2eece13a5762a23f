import type { AuthorizationEvent, DataDeliveryEvent, LogEntry, LogName, ThirdPartyEvent } from '@greenledger/contracts';
import { LogConsumer, NATS_CONNECTION, RequestClient, type LogConsumerOptions, type NatsConnection } from '@greenledger/messaging';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { applyAuthorizationLog } from './apply-authorization-log.js';
import { applyDataDeliveryLog } from './apply-data-delivery-log.js';
import { ResourceUris } from './resource-uris.js';

/** Follows the two logs that somebody is to be told about. */
@Injectable()
export class LogFollower implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #consumers: readonly LogConsumer[];

  constructor(@Inject(NATS_CONNECTION) connection: NatsConnection, requests: RequestClient, dataSource: DataSource, uris: ResourceUris) {
    const follow = (log: LogName, apply: LogConsumerOptions['apply']): LogConsumer =>
      new LogConsumer({ connection, requests, log, service: 'notification', dataSource, apply });
    this.#consumers = [
      follow('authorization', (entries, manager) =>
        applyAuthorizationLog(entries as LogEntry<AuthorizationEvent | ThirdPartyEvent>[], manager, uris),
      ),
      follow('data-delivery', (entries, manager) => applyDataDeliveryLog(entries as LogEntry<DataDeliveryEvent>[], manager, uris)),
    ];
  }

  onApplicationBootstrap(): void {
    for (const consumer of this.#consumers) consumer.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
  }
}
