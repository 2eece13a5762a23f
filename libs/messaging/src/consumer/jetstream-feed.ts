import { Logger } from '@nestjs/common';
import { streamName, type LogEntry, type LogName, type ServiceName } from '@greenledger/contracts';
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, type ConsumerMessages } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { isNotFound } from '../relay/log-stream.js';
import { entriesOf } from '../relay/message-groups.js';
import { WakeSignal } from '../wake-signal.js';
import type { Delivered } from './entry-buffer.js';

export interface FeedOptions {
  readonly connection: NatsConnection;
  readonly log: LogName;
  readonly service: ServiceName;
  /** Takes a delivery; resolves when there is room for more. */
  readonly deliver: (delivered: Delivered) => Promise<void>;
}

const ACK_WAIT_MS = 30_000;
const MAX_PENDING = 512;
/** Messages asked for at a time; they wait in memory. Not bounded by bytes: that makes a server of 2.9 ask again and again. */
const PULL = 96;
/** Milliseconds before the feed is set up again after it broke or its stream was missing. */
const RETRY = 500;

/** Delivers a log's messages from a durable pull consumer, which it makes again whenever it is gone. Ends only by stop. */
export class JetStreamFeed {
  readonly #logger: Logger;
  readonly #wake = new WakeSignal();
  #messages: ConsumerMessages | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(private readonly options: FeedOptions) {
    this.#logger = new Logger(`feed ${options.log}`);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Sets up the consumer anew: for a feed that is silent although the log goes on. */
  renew(): void {
    this.#messages?.stop();
    this.#wake.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.renew();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#consume();
      } catch (error) {
        // A missing stream is made by the owner of the log; until then the consumer lives on what it reads from the owner.
        if (!this.#stopped && !isNotFound(error)) this.#logger.warn(`interrupted: ${(error as Error).message}`);
      }
      if (!this.#stopped) await this.#wake.sleep(RETRY);
    }
  }

  async #consume(): Promise<void> {
    const { connection, log, service, deliver } = this.options;
    const stream = streamName(log);
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5000 });
    await manager.consumers.add(stream, {
      durable_name: service,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: MAX_PENDING,
    });
    const consumer = await jetstream(connection, { timeout: 5000 }).consumers.get(stream, service);
    const messages = await consumer.consume({
      max_messages: PULL,
      expires: 10_000,
      idle_heartbeat: 2000,
      abort_on_missing_resource: true,
    });
    this.#messages = messages;
    if (this.#stopped) messages.stop();
    try {
      for await (const message of messages) {
        const entries = entriesOf(message.json<LogEntry | readonly LogEntry[]>());
        const size = Math.ceil(message.data.length / entries.length);
        // The last one stands for all: entries are applied in order.
        for (const [i, entry] of entries.entries())
          await deliver({ entry, ack: i === entries.length - 1 ? () => message.ack() : () => undefined, size });
      }
    } finally {
      this.#messages = undefined;
    }
  }
}
