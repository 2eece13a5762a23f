import type { DomainEvent, LogEntry, LogName, LogPage, ReadLog } from '@greenledger/contracts';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

export interface OutboxEvent extends DomainEvent {
  /** UUID, chosen by the writer; unique in the log. */
  readonly id: string;
  /** RFC 3339 UTC, or a Date. */
  readonly occurredAt: string | Date;
}

/** Bytes of JSON that one page holds at most: a reply stays well below the usual 1 MB of NATS. */
const PAGE_BYTES = 700_000;
/** Bytes of JSON of one event at most: a single one must fit a page. */
const EVENT_BYTES = 600_000;
/** Events whose data are parameters of their own. */
const MOST_SINGLE = 16;
/** Bytes of JSON that the relay takes at a time. */
const RELAY_BYTES = 2_000_000;

/** The log of a service that is not event-sourced: events are committed together with what they tell. Needs `outboxMigrationSql()`. */
export class Outbox<Event extends DomainEvent = DomainEvent> {
  /** Transactions that appended and are not over yet. */
  readonly #open = new WeakSet<QueryRunner>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: LogName,
  ) {}

  /**
   * Appends inside the caller's transaction, so call it last: other writers of the log wait from here to the commit.
   * @returns the logIndex of the last event. @throws RangeError for an event too large to travel: split it.
   */
  async append(manager: EntityManager, events: readonly OutboxEvent[]): Promise<number | undefined> {
    if (events.length === 0) return undefined;
    const rows = events.map(({ id, type, data, occurredAt }) => {
      const json = JSON.stringify(data);
      const size = Buffer.byteLength(json);
      if (size > EVENT_BYTES) throw new RangeError(`the event ${type} has ${size} bytes, at most ${EVENT_BYTES} can travel: split it`);
      return { id, type, data: json, size, occurredAt: new Date(occurredAt).toISOString() };
    });
    // Each of a few events as a parameter of its own: in an array every quote of its text would have to be written twice.
    const single = rows.length <= MOST_SINGLE;
    const [head] = await manager.query<Array<{ last_index: string }>>(append(single ? rows.length : undefined), [
      rows.length,
      rows.map(({ id }) => id),
      rows.map(({ type }) => type),
      rows.map(({ size }) => size),
      rows.map(({ occurredAt }) => occurredAt),
      ...(single ? rows.map(({ data }) => data) : [rows.map(({ data }) => data)]),
    ]);
    if (!head) throw new Error('the outbox has no head row: run its migration');
    if (manager.queryRunner) this.#open.add(manager.queryRunner);
    return Number(head.last_index);
  }

  /** Calls `wake` once a transaction of this process that appended has committed. Of appends of other processes it knows nothing. */
  onAppend(wake: () => void): () => void {
    const subscriber = {
      afterTransactionCommit: ({ queryRunner }: { readonly queryRunner: QueryRunner }) => {
        if (this.#open.delete(queryRunner)) wake();
      },
    };
    const { subscribers } = this.dataSource;
    subscribers.push(subscriber);
    return () => void subscribers.splice(subscribers.indexOf(subscriber), 1);
  }

  /** The entries after an index, in order; fewer than asked for when they would grow beyond 700 kB. */
  async readPage({ after, limit }: ReadLog): Promise<LogPage<Event>> {
    const [head] = await this.dataSource.query<Array<{ last_index: string }>>('SELECT last_index FROM outbox_head');
    const rows = await this.dataSource.query<OutboxRow[]>(READ, [after, Math.max(1, Math.min(limit, 5000)), PAGE_BYTES]);
    const entries = rows.map((row) => this.#entry(row));
    // Entries may have come between the two looks: the head is never behind what the page shows.
    return { entries, head: Math.max(Number(head?.last_index ?? -1), entries.at(-1)?.logIndex ?? -1) };
  }

  /** The same as messages: the text of an event goes on as it is stored, and is neither read nor written anew. */
  async readMessages({ after, limit }: ReadLog): Promise<{ readonly messages: readonly LogMessage[]; readonly head: number }> {
    const [head] = await this.dataSource.query<Array<{ last_index: string }>>('SELECT last_index FROM outbox_head');
    const rows = await this.dataSource.query<(Omit<OutboxRow, 'data'> & { data: string })[]>(READ_TEXT, [after, limit, RELAY_BYTES]);
    const messages = rows.map(({ data, ...row }) => {
      const { occurredAt, recordedAt, ...rest } = this.#entry({ ...row, data: undefined });
      const [begin, end] = [JSON.stringify(rest), JSON.stringify({ occurredAt, recordedAt })];
      return { logIndex: rest.logIndex, id: rest.id, type: rest.type, text: `${begin.slice(0, -1)},"data":${data},${end.slice(1)}` };
    });
    return { messages, head: Math.max(Number(head?.last_index ?? -1), messages.at(-1)?.logIndex ?? -1) };
  }

  #entry(row: OutboxRow): LogEntry<Event> {
    const { id, type, data, occurred_at: occurredAt, recorded_at: recordedAt } = row;
    return { log: this.log, logIndex: Number(row.log_index), id, type, data, occurredAt, recordedAt };
  }
}

/** An entry as the text that travels. */
export interface LogMessage {
  readonly logIndex: number;
  readonly id: string;
  readonly type: string;
  /** The entry as JSON. */
  readonly text: string;
}

interface OutboxRow {
  readonly log_index: string;
  readonly id: string;
  readonly type: string;
  readonly data: DomainEvent['data'];
  readonly occurred_at: string;
  readonly recorded_at: string;
}

/** One round trip: take the numbers from the head row (its lock orders the writers), then insert. recorded_at strictly rises. */
const append = (single: number | undefined): string => `
  WITH head AS (
    UPDATE outbox_head SET
      last_index = last_index + $1::int,
      last_recorded_at = greatest(clock_timestamp(), last_recorded_at + interval '1 microsecond') + ($1::int - 1) * interval '1 microsecond'
    RETURNING last_index, last_recorded_at
  ), inserted AS (
    INSERT INTO outbox (log_index, id, type, data, size, occurred_at, recorded_at)
    SELECT head.last_index - $1::int + event.ordinal, event.id, event.type, event.data::json, event.size, event.occurred_at,
           head.last_recorded_at - ($1::int - event.ordinal) * interval '1 microsecond'
    FROM head, unnest($2::uuid[], $3::text[], $4::int[], $5::timestamptz[], ${single === undefined ? '$6::text[]' : arrayOf(single)})
      WITH ORDINALITY AS event (id, type, size, occurred_at, data, ordinal)
  )
  SELECT last_index FROM head`;

/** The parameters from $6 on as one array. */
const arrayOf = (count: number): string => `ARRAY[${Array.from({ length: count }, (_, i) => `$${6 + i}`).join(', ')}]::text[]`;

const RFC_3339 = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS ${column}`;

const readAs = (data: string): string => `
  SELECT log_index, id, type, ${data} AS data, ${RFC_3339('occurred_at')}, ${RFC_3339('recorded_at')}
  FROM (
    SELECT page.*, sum(size + 400) OVER (ORDER BY log_index) AS bytes
    FROM (SELECT * FROM outbox WHERE log_index > $1 ORDER BY log_index LIMIT $2) AS page
  ) AS sized
  WHERE bytes <= $3
  ORDER BY log_index`;

const READ = readAs('data');
const READ_TEXT = readAs('data::text');
