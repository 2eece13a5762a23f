import type { DomainEvent, LogEntry, LogName, LogPage, ReadLog } from '@greenledger/contracts';
import { connectNats, LogRelay, type NatsConnection, type NatsCredentials } from '@greenledger/messaging';
import { randomUUID } from 'node:crypto';

/** Stands in for the owner of a log: entries in memory, carried by the real relay over real JetStream. */
export class LogOwner {
  readonly #entries: LogEntry[] = [];
  readonly #wakes = new Set<() => void>();
  #relay: LogRelay | undefined;
  #connection: NatsConnection | undefined;

  constructor(private readonly log: LogName) {}

  async start(credentials: NatsCredentials): Promise<void> {
    this.#connection = await connectNats(credentials);
    this.#relay = new LogRelay({
      connection: this.#connection,
      log: this.log,
      source: {
        readPage: async (request) => this.readPage(request),
        onAppend: (wake) => {
          this.#wakes.add(wake);
          return () => this.#wakes.delete(wake);
        },
      },
    });
    this.#relay.start();
  }

  append<Event extends DomainEvent>(event: Event): LogEntry<Event> {
    const at = new Date().toISOString();
    const entry = { log: this.log, logIndex: this.#entries.length, id: randomUUID(), ...event, occurredAt: at, recordedAt: at };
    this.#entries.push(entry);
    for (const wake of this.#wakes) wake();
    return entry as LogEntry<Event>;
  }

  readPage({ after, limit }: ReadLog): LogPage<never> {
    return { entries: this.#entries.slice(after + 1, after + 1 + limit) as never[], head: this.#entries.length - 1 };
  }

  async stop(): Promise<void> {
    await this.#relay?.stop();
    await this.#connection?.close();
  }
}
