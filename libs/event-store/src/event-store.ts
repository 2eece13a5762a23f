import type { DomainEvent } from '@greenledger/contracts';

/** What the writer says about an event. Pseudonymous ids only: this is hashed into the audit log and can never be erased. */
export interface EventMetadata {
  /** RFC 3339 UTC; what the actor says. The store adds its own `recordedAt`. */
  readonly occurredAt: string;
  /** Pseudonymous id of who caused the event. */
  readonly actor?: string;
}

/** An event to append. `id` is a UUID of the writer's choice (see `eventId`), so that a repeated append is recognised. */
export type NewEvent<Event extends DomainEvent = DomainEvent> = Event & {
  readonly id: string;
  readonly metadata: EventMetadata;
};

/**
 * A place in the log. Ascends in commit order; in PostgreSQL it is also contiguous from 0 and so equals `logIndex`.
 */
export type LogPosition = number;

/** An event as the store keeps it. */
export type RecordedEvent<Event extends DomainEvent = DomainEvent> = NewEvent<Event> & {
  readonly stream: string;
  /** Counts inside the stream, 1-based, without holes. */
  readonly version: number;
  readonly position: LogPosition;
  /** RFC 3339 UTC with microseconds; strictly increasing along the log. */
  readonly recordedAt: string;
};

/** The version a writer believes the stream to have: 0 means the stream must not exist, 'any' means do not compare. */
export type ExpectedVersion = number | 'any';

/** One stream's share of a batch. */
export interface StreamAppend {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedVersion: ExpectedVersion;
}

export interface Appended {
  /** Version of the stream after these events (the first result again, when the append is a repetition). */
  readonly version: number;
  readonly events: readonly RecordedEvent[];
  /** True when every event was there already with the same content: nothing was written. */
  readonly repeated: boolean;
}

/** What became of one stream's share of a batch; each share is all or nothing, independent of the others. */
export type BatchOutcome = Appended | { readonly failure: Error };

/** A version that a stream must have at the moment of an append to another one. */
export interface StreamCondition {
  readonly stream: string;
  /** 0: the stream must not exist. */
  readonly version: number;
}

/** Nothing was appended: the places of the conditions that did not hold. */
export interface Moved {
  readonly moved: readonly number[];
}

/** What became of an append with conditions: as of any other, or which of them did not hold. */
export type ConditionalOutcome = BatchOutcome | Moved;

/**
 * The port of the event store (design section 4). An abstract class so that it can serve as an injection token.
 * Streams are named `<aggregate>-<uuid>`.
 */
export abstract class EventStore {
  /**
   * Appends all events or none. A repeated append (same ids, stream, type and data) answers the first result.
   * @throws VersionConflict when the stream is not at `expectedVersion`.
   * @throws EventIdReused when an id is taken by another event.
   * @throws ProblemError `unavailable` when the store cannot be reached; the outcome is then unknown, and repeating is safe.
   */
  abstract append(stream: string, events: readonly NewEvent[], expectedVersion: ExpectedVersion): Promise<Appended>;

  /** Appends to many streams in one round trip; outcomes come in the order of the shares. Failures are returned, not thrown. */
  abstract appendBatch(shares: readonly StreamAppend[]): Promise<readonly BatchOutcome[]>;

  /**
   * Appends while every condition holds: nothing can come between the look at the streams and the append. A repeated append
   * answers the first result, whatever the streams are at by then. Failures are returned, not thrown.
   */
  abstract appendWhile(share: StreamAppend, conditions: readonly StreamCondition[]): Promise<ConditionalOutcome>;

  /**
   * As `appendBatch`, while every condition holds. When one does not, nothing is appended, unless the whole batch is a repetition:
   * that answers the first results.
   */
  abstract appendBatchWhile(
    shares: readonly StreamAppend[],
    conditions: readonly StreamCondition[],
  ): Promise<readonly BatchOutcome[] | Moved>;

  /** The events of a stream with a version above `afterVersion` (default 0), ascending; empty when there are none. */
  abstract readStream<Event extends DomainEvent = DomainEvent>(
    stream: string,
    afterVersion?: number,
  ): Promise<ReadonlyArray<RecordedEvent<Event>>>;

  /**
   * The log in commit order after a position (`undefined`: from the start); a reader that continues from the last one misses
   * nothing. A page may hold fewer than `limit` events, because some are large: only an empty one is the end.
   */
  abstract readLog<Event extends DomainEvent = DomainEvent>(
    after: LogPosition | undefined,
    limit: number,
  ): Promise<ReadonlyArray<RecordedEvent<Event>>>;

  /** The newest position, `undefined` when the log is empty. */
  abstract head(): Promise<LogPosition | undefined>;

  /** Calls `wake` after appends. Only a hint that may be lost: callers poll as well. Returns how to unsubscribe. */
  abstract onAppend(wake: () => void): () => void;

  /** Ends the connections that the store opened itself. */
  abstract close(): Promise<void>;
}
