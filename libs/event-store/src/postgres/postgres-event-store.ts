import type { DomainEvent } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { EventIdReused, VersionConflict } from '../append-errors.js';
import {
  EventStore,
  type Appended,
  type BatchOutcome,
  type ConditionalOutcome,
  type EventMetadata,
  type ExpectedVersion,
  type LogPosition,
  type Moved,
  type NewEvent,
  type RecordedEvent,
  type StreamAppend,
  type StreamCondition,
} from '../event-store.js';
import { rfc3339 } from './append-function.js';
import { AppendListener } from './append-listener.js';
import { asUnavailable } from './unavailable.js';

interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
  readonly recordedAt: string;
}

type ShareOutcome =
  | {
      readonly version: number;
      readonly repeated: boolean;
      /** `metadata` comes with a repetition: what was said the first time stands. */
      readonly events: ReadonlyArray<Pick<RecordedEvent, 'version' | 'position' | 'recordedAt'> & { readonly metadata?: EventMetadata }>;
    }
  | { readonly conflict: number }
  | { readonly reused: string };

/** As PostgreSQL keeps them: a page of the log ends when its events have reached so many bytes. */
const MOST_LOG_BYTES = 2_000_000;

const COLUMNS = `position, stream, version, id, type, data, metadata, ${rfc3339('recorded_at')} AS "recordedAt"`;

/** The event store in PostgreSQL. The data source connects as the service's own role, with its search_path set. */
export class PostgresEventStore extends EventStore {
  #listener: AppendListener | undefined;

  /** @param url where `onAppend` opens its own connection; by default that of the data source. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly url: string | undefined = (dataSource.options as { url?: string }).url,
  ) {
    super();
  }

  override async append(stream: string, events: readonly NewEvent[], expectedVersion: ExpectedVersion): Promise<Appended> {
    const [outcome] = await this.appendBatch([{ stream, events, expectedVersion }]);
    if ('failure' in outcome!) throw outcome.failure;
    return outcome!;
  }

  override async appendBatch(shares: readonly StreamAppend[]): Promise<readonly BatchOutcome[]> {
    if (shares.length === 0) return [];
    const rows = await this.#query<{ outcomes: readonly ShareOutcome[] }>('SELECT append_events($1::jsonb) AS outcomes', [batchOf(shares)]);
    return rows[0]!.outcomes.map((outcome, index) => outcomeOf(outcome, shares[index]!));
  }

  override async appendWhile(share: StreamAppend, conditions: readonly StreamCondition[]): Promise<ConditionalOutcome> {
    const answer = await this.appendBatchWhile([share], conditions);
    return 'moved' in answer ? answer : answer[0]!;
  }

  override async appendBatchWhile(
    shares: readonly StreamAppend[],
    conditions: readonly StreamCondition[],
  ): Promise<readonly BatchOutcome[] | Moved> {
    if (shares.length === 0) return [];
    const rows = await this.#query<{ answer: Moved | { readonly outcomes: readonly ShareOutcome[] } }>(
      'SELECT append_events_while($1::jsonb, $2::text[], $3::integer[]) AS answer',
      [batchOf(shares), conditions.map(({ stream }) => stream), conditions.map(({ version }) => version)],
    );
    const { answer } = rows[0]!;
    return 'moved' in answer ? answer : answer.outcomes.map((outcome, index) => outcomeOf(outcome, shares[index]!));
  }

  override async readStream<Event extends DomainEvent>(stream: string, afterVersion = 0): Promise<ReadonlyArray<RecordedEvent<Event>>> {
    const rows = await this.#query<EventRow>(`SELECT ${COLUMNS} FROM event WHERE stream = $1 AND version > $2 ORDER BY version`, [
      stream,
      afterVersion,
    ]);
    return rows.map((row) => recordedEvent<Event>(row));
  }

  override async readLog<Event extends DomainEvent>(
    after: LogPosition | undefined,
    limit: number,
  ): Promise<ReadonlyArray<RecordedEvent<Event>>> {
    const rows = await this.#query<EventRow>(
      `SELECT ${COLUMNS} FROM (
         SELECT *, sum(pg_column_size(data)) OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
           FROM (SELECT * FROM event WHERE position > $1 ORDER BY position LIMIT $2) following) page
        WHERE coalesce(bytes_before, 0) < $3 ORDER BY position`,
      [after ?? -1, limit, MOST_LOG_BYTES],
    );
    return rows.map((row) => recordedEvent<Event>(row));
  }

  override async head(): Promise<LogPosition | undefined> {
    const rows = await this.#query<{ next: string }>('SELECT next_position AS next FROM event_log_head', []);
    const next = Number(rows[0]!.next);
    return next === 0 ? undefined : next - 1;
  }

  override onAppend(wake: () => void): () => void {
    if (this.url === undefined) throw new Error('PostgresEventStore needs a url to listen for appends');
    this.#listener ??= new AppendListener(this.url);
    return this.#listener.subscribe(wake);
  }

  /** The data source stays open: it belongs to the caller. */
  override async close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.close();
  }

  async #query<Row>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return await this.dataSource.query<Row[]>(sql, [...parameters]);
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

/** @throws RangeError for a share that no store may take */
function batchOf(shares: readonly StreamAppend[]): string {
  for (const { stream, events } of shares) {
    if (stream === '' || events.length === 0) throw new RangeError('an append names a stream and holds at least one event');
    if (new Set(events.map(({ id }) => id.toLowerCase())).size < events.length) throw new RangeError('an append holds an event id twice');
  }
  return JSON.stringify(
    shares.map(({ stream, events, expectedVersion }) => ({
      stream,
      expected: expectedVersion === 'any' ? null : expectedVersion,
      events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
    })),
  );
}

function outcomeOf(outcome: ShareOutcome, share: StreamAppend): BatchOutcome {
  const { stream, events, expectedVersion } = share;
  if ('conflict' in outcome) return { failure: new VersionConflict(stream, expectedVersion, outcome.conflict) };
  if ('reused' in outcome) return { failure: new EventIdReused(stream, outcome.reused) };
  const recorded = outcome.events.map((facts, index) => {
    const { id, type, data, metadata } = events[index]!;
    let seen: unknown;
    // Through JSON, so that the writer sees exactly what a reader will see; large events are seldom looked at again.
    const lookAgain = (): unknown => (seen ??= JSON.parse(JSON.stringify(data)));
    return Object.defineProperty({ id, type, data, metadata, stream, ...facts }, 'data', { enumerable: true, get: lookAgain });
  });
  return { version: outcome.version, repeated: outcome.repeated, events: recorded };
}

function recordedEvent<Event extends DomainEvent>(row: EventRow): RecordedEvent<Event> {
  const { position, ...facts } = row;
  return { ...facts, position: Number(position) } as unknown as RecordedEvent<Event>;
}
