import { requestSubject, type LogEntry, type ReadLog } from '@greenledger/contracts';
import { connectNats, type NatsConnection, type NatsCredentials } from '@greenledger/messaging';

/** Bytes of JSON in a page at most, as the owner's own pages. */
const PAGE_ENTRIES = 3;

/** Answers `meter-ingestion.read-log` over real NATS, as the NATS user of meter-ingestion, in small pages. */
export class MeterLogOwner {
  readonly entries: LogEntry[] = [];
  /** Called before each page goes out. */
  onRead: () => Promise<void> = () => Promise.resolve();
  #connection: NatsConnection | undefined;

  constructor(private readonly credentials: NatsCredentials) {}

  async start(): Promise<void> {
    this.#connection = await connectNats(this.credentials);
    this.#connection.subscribe(requestSubject('meter-ingestion.read-log'), {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: ReadLog }>();
        void this.onRead().then(() => {
          const entries = this.entries.slice(data.after + 1, data.after + 1 + PAGE_ENTRIES);
          const response = { reply: { entries, head: this.entries.length - 1 } };
          message.respond(JSON.stringify({ id, response, isDisposed: true }));
        });
      },
    });
    await this.#connection.flush();
  }

  async stop(): Promise<void> {
    await this.#connection?.close();
  }
}
