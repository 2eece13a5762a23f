import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { headSubject, type LogEntry, type LogName, type ServiceName } from '@greenledger/contracts';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import type { DataSource, EntityManager } from 'typeorm';
import type { RequestClient } from '../requests/request-client.js';
import { JetStreamFeed } from './jetstream-feed.js';
import { LogFollower } from './log-follower.js';

export interface LogConsumerOptions {
  readonly connection: NatsConnection;
  readonly requests: RequestClient;
  readonly log: LogName;
  /** The service that follows: name of its durable consumer. */
  readonly service: ServiceName;
  readonly dataSource: DataSource;
  /**
   * Applies entries in the transaction of `manager`, which also moves the checkpoint; what it does elsewhere is not undone.
   * Throwing makes the entries come again: nothing is skipped, so ignore on purpose what need not be applied.
   */
  readonly apply: (entries: readonly LogEntry[], manager: EntityManager) => Promise<void>;
  /** Entries of one transaction at most; 64 by default. Some megabytes are never passed, see EntryBuffer. */
  readonly batchSize?: number;
  /** Makes ready what `apply` will need of an entry: called when it arrives, while an earlier transaction may be under way. */
  readonly prepare?: (entry: LogEntry) => void;
  /** Whether an entry begins a transaction of its own, so that those before it are not kept waiting for what it takes. */
  readonly startsTransaction?: (entry: LogEntry) => boolean;
}

/** Milliseconds that a silent feed is left alone before it is set up again. */
const RENEW_INTERVAL = 5000;

/**
 * Follows a log: every entry once, in order. The checkpoint in PostgreSQL is the truth, moved in the transaction of the
 * effects; JetStream messages and head notices are wake-ups that carry data. What is missing before a message (a hole) or up
 * to the head (a tail) is read from the owner, so neither a lost message nor a wiped JetStream loses an entry.
 * As a Nest provider it starts and stops with the application.
 */
export class LogConsumer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  readonly #feed: JetStreamFeed;
  readonly #follower: LogFollower;
  #heads: Subscription | undefined;
  #running: Promise<void> | undefined;
  #renewedAt = 0;

  constructor(private readonly options: LogConsumerOptions) {
    const { connection, log, service } = options;
    this.#logger = new Logger(`consumer ${log}`);
    this.#follower = new LogFollower(options, () => this.#renewFeed());
    this.#feed = new JetStreamFeed({ connection, log, service, deliver: (delivered) => this.#follower.take(delivered) });
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  start(): void {
    if (this.#running) return;
    const { connection, log } = this.options;
    this.#heads = connection.subscribe(headSubject(log), {
      callback: (error, message) => {
        if (error) this.#logger.error(error);
        else this.#follower.heardOf(message.json<{ head: number }>().head);
      },
    });
    this.#feed.start();
    this.#running = this.#follower.run();
  }

  /** Lets the transaction that runs come to its end. */
  async stop(): Promise<void> {
    if (!this.options.connection.isClosed()) this.#heads?.unsubscribe();
    this.#follower.stop();
    await Promise.all([this.#feed.stop(), this.#running]);
  }

  #renewFeed(): void {
    if (Date.now() - this.#renewedAt < RENEW_INTERVAL) return;
    this.#renewedAt = Date.now();
    this.#feed.renew();
  }
}
