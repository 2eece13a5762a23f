import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { eventSubject, headSubject, type LogEntry, type LogName, type LogPage, type ReadLog } from '@greenledger/contracts';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Backoff } from '../backoff.js';
import { WakeSignal } from '../wake-signal.js';
import type { LogMessage } from '../outbox/outbox.js';
import { groupsOf, textOf } from './message-groups.js';
import { ensureStream, entryHeaders, lastIndexOnStream } from './log-stream.js';

/** Where a relay reads its log: an Outbox, or the event store. */
export interface LogSource {
  readPage(request: ReadLog): Promise<LogPage<{ type: string; data: unknown }>>;
  /** The same as the text that travels, where the source has it. */
  readMessages?(request: ReadLog): Promise<{ readonly messages: readonly LogMessage[]; readonly head: number }>;
  /** Calls `wake` after an append; a hint that may be lost. @returns how to end it. */
  onAppend?(wake: () => void): () => void;
}

export interface LogRelayOptions {
  readonly connection: NatsConnection;
  readonly log: LogName;
  readonly source: LogSource;
}

/** Milliseconds between looks at the source: without a hint of appends, and with one, which may be lost. */
const POLL = 200;
const POLL_WITH_HINT = 1000;
/** Milliseconds between head notices while nothing happens. */
const HEAD_INTERVAL = 1000;
const PAGE_ENTRIES = 1_000;

/**
 * Carries a log to JetStream in order and tells its head on core NATS. It keeps no position of its own: it goes on after the
 * newest entry that the stream holds, and with an empty stream at the head, because consumers read from the owner what they
 * lack. Whatever is lost on the way is therefore repaired, and JetStream is never believed. As a Nest provider it starts
 * and stops with the application.
 */
export class LogRelay implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  readonly #wake = new WakeSignal();
  #running: Promise<void> | undefined;
  #stopped = false;
  #unsubscribe: (() => void) | undefined;
  #told = { head: -2, at: 0 };

  constructor(private readonly options: LogRelayOptions) {
    this.#logger = new Logger(`relay ${options.log}`);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  start(): void {
    if (this.#running) return;
    this.#unsubscribe = this.options.source.onAppend?.(() => this.#wake.wake());
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#wake.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const backoff = new Backoff(200, 5000);
    while (!this.#stopped) {
      try {
        await this.#relayUntilStopped(() => backoff.reset());
      } catch (error) {
        if (this.#stopped) return;
        const pause = backoff.next();
        this.#logger.warn(`paused for ${Math.round(pause)} ms: ${(error as Error).message}`);
        // JetStream may be away while core NATS is not: consumers can still be told, and read from the owner.
        await this.#tellHeadOfSource().catch(() => undefined);
        await this.#wake.sleep(pause);
      }
    }
  }

  async #relayUntilStopped(progressed: () => void): Promise<void> {
    const { connection, log, source } = this.options;
    const manager = await ensureStream(connection, log);
    let after = (await lastIndexOnStream(manager, log)) ?? (await source.readPage({ after: -1, limit: 1 })).head;
    const pause = source.onAppend ? POLL_WITH_HINT : POLL;
    while (!this.#stopped) {
      const { messages, head } = await readMessages(source, after);
      await this.#publish(messages);
      after = messages.at(-1)?.logIndex ?? after;
      this.#tellHead(head);
      progressed();
      if (messages.length === 0) await this.#wake.sleep(pause);
    }
  }

  /** Pipelined in order; on a failure the page is published again, and the server drops what it has by its message id. */
  async #publish(messages: readonly LogMessage[]): Promise<void> {
    const { connection, log } = this.options;
    const client = jetstream(connection, { timeout: 5000 });
    const sent = groupsOf(messages).map((group) => {
      const last = group.at(-1)!;
      return client.publish(eventSubject(log, last.type), textOf(group), { msgID: last.id, headers: entryHeaders(last) });
    });
    const failed = (await Promise.allSettled(sent)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #tellHead(head: number): void {
    const now = Date.now();
    if (head === this.#told.head && now - this.#told.at < HEAD_INTERVAL) return;
    this.options.connection.publish(headSubject(this.options.log), JSON.stringify({ head }));
    this.#told = { head, at: now };
  }

  async #tellHeadOfSource(): Promise<void> {
    const { head } = await this.options.source.readPage({ after: -1, limit: 1 });
    this.#tellHead(head);
  }
}

async function readMessages(
  source: LogSource,
  after: number,
): Promise<{ readonly messages: readonly LogMessage[]; readonly head: number }> {
  const request = { after, limit: PAGE_ENTRIES };
  if (source.readMessages) return source.readMessages(request);
  const { entries, head } = await source.readPage(request);
  return { messages: entries.map((entry) => ({ ...pick(entry), text: JSON.stringify(entry) })), head };
}

const pick = ({ logIndex, id, type }: LogEntry): Omit<LogMessage, 'text'> => ({ logIndex, id, type });
