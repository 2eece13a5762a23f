import pg from 'pg';
import { APPEND_CHANNEL } from './append-function.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * One dedicated connection that LISTENs for appends and passes them on. Reconnects with back-off for as long as there is
 * a subscriber, and wakes everyone after a reconnect, because notices of the time between are lost.
 */
export class AppendListener {
  readonly #wakes = new Set<() => void>();
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;
  #connecting: Promise<void> | undefined;

  constructor(private readonly url: string) {}

  subscribe(wake: () => void): () => void {
    // Wrapped, so that the same function subscribed twice is two subscriptions.
    const entry = (): void => wake();
    this.#wakes.add(entry);
    if (!this.#client && !this.#timer && !this.#closed) this.#connect();
    return () => {
      this.#wakes.delete(entry);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wakes.clear();
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await this.#connecting;
    await client?.end().catch(() => undefined);
  }

  #connect(): void {
    this.#timer = undefined;
    const client = new pg.Client({ connectionString: this.url, application_name: 'gl-event-listener', keepAlive: true });
    this.#client = client;
    const lost = (): void => {
      if (this.#client !== client) return;
      this.#client = undefined;
      void client.end().catch(() => undefined);
      if (this.#closed) return;
      this.#timer = setTimeout(() => this.#connect(), Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++));
      this.#timer.unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.#wakeAll());
    this.#connecting = client
      .connect()
      .then(() => client.query(`LISTEN ${APPEND_CHANNEL}`))
      .then(() => {
        this.#failures = 0;
        this.#wakeAll();
      })
      .catch(lost);
  }

  #wakeAll(): void {
    for (const wake of [...this.#wakes]) wake();
  }
}
