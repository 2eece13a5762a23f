import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError, type DomainEvent } from '@greenledger/contracts';
import { EventIdReused, StreamsMoved, VersionConflict } from './append-errors.js';
import type { Decider } from './decider.js';
import { eventId } from './event-id.js';
import type { Appended, EventStore, NewEvent, RecordedEvent, StreamAppend, StreamCondition } from './event-store.js';
import { readState } from './read-state.js';
import type { SnapshotUse } from './snapshots.js';

/** Where a command comes from, and how often a conflict is tried again. */
export interface CommandContext {
  /** Unique per intent: the same id again is the same command, and answers the recorded result. */
  readonly commandId: string;
  /** RFC 3339 UTC; becomes the events' `occurredAt`. */
  readonly occurredAt: string;
  /** Pseudonymous id of who commands. */
  readonly actor?: string;
  /** Further tries after a conflict; default 10. */
  readonly retries?: number;
  /** Lets a long stream be read from a snapshot on; without it the stream is read whole. */
  readonly snapshots?: SnapshotUse;
  /** Other streams that the command was made by: it takes effect only while they stand so. */
  readonly conditions?: readonly StreamCondition[];
}

export interface CommandResult<State, Event extends DomainEvent> {
  /** State and version of the stream after the command's events (a repeated command: as they are now). */
  readonly state: State;
  readonly version: number;
  /** What the command caused, as recorded. */
  readonly events: ReadonlyArray<RecordedEvent<Event>>;
  /** True when the command had been carried out before. */
  readonly repeated: boolean;
}

const LONGEST_PAUSE_MS = 200;

/**
 * Reads the stream, decides, and appends at the version just read; after a conflict it reads and decides again.
 * @throws whatever `decide` throws; ProblemError `conflict` when the tries are used up; `StreamsMoved` when a condition does not hold;
 *   what `EventStore.append` throws.
 */
export async function handleCommand<Command, State, Event extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<Command, State, Event>,
  command: Command,
  context: CommandContext,
): Promise<CommandResult<State, Event>> {
  const { commandId, retries = 10 } = context;
  let { snapshots } = context;
  for (let attempt = 0; ; attempt++) {
    const { state, version, past, whole } = await readState(store, stream, decider, snapshots);
    const done = recordedBy(commandId, past);
    if (done.length > 0) return { state, version, events: done, repeated: true };

    const events = decider.decide(command, state).map((event, ordinal) => newEvent(event, ordinal, context));
    if (events.length === 0) return { state, version, events: [], repeated: false };
    try {
      const appended = await appendTo(store, { stream, events, expectedVersion: version }, context.conditions);
      const recorded = appended.events as ReadonlyArray<RecordedEvent<Event>>;
      const next = recorded.reduce((before, event) => decider.evolve(before, event), state);
      return { state: next, version: appended.version, events: recorded, repeated: appended.repeated };
    } catch (error) {
      // A repetition of a command from before the snapshot: its events are found by reading the whole stream.
      const known = error instanceof EventIdReused || (error instanceof VersionConflict && error.actual === version);
      if (known && !whole) {
        snapshots = undefined;
        continue;
      }
      // The same command was carried out between the read and the append, and came to other content: reading again shows it.
      if (error instanceof EventIdReused && attempt === 0) continue;
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt >= retries) {
        throw new ProblemError('conflict', `${stream} was changed by others ${attempt + 1} times in a row; send the request again`);
      }
      await sleep(pauseAfter(attempt));
    }
  }
}

async function appendTo(store: EventStore, share: StreamAppend, conditions: readonly StreamCondition[] = []): Promise<Appended> {
  if (conditions.length === 0) return store.append(share.stream, share.events, share.expectedVersion);
  const outcome = await store.appendWhile(share, conditions);
  if ('moved' in outcome) throw new StreamsMoved(outcome.moved.map((place) => conditions[place]!.stream));
  if ('failure' in outcome) throw outcome.failure;
  return outcome;
}

function newEvent<Event extends DomainEvent>(event: Event, ordinal: number, context: CommandContext): NewEvent<Event> {
  const { commandId, occurredAt, actor } = context;
  return { ...event, id: eventId(commandId, ordinal), metadata: actor === undefined ? { occurredAt } : { occurredAt, actor } };
}

/** The events of a stream that a command with this id caused earlier. They stand together, because an append is all or nothing. */
function recordedBy<Event extends DomainEvent>(
  commandId: string,
  past: ReadonlyArray<RecordedEvent<Event>>,
): ReadonlyArray<RecordedEvent<Event>> {
  const firstId = eventId(commandId, 0);
  const first = past.findIndex((event) => event.id === firstId);
  if (first < 0) return [];
  let count = 1;
  while (past[first + count]?.id === eventId(commandId, count)) count++;
  return past.slice(first, first + count);
}

/** Full jitter: anything up to a bound that doubles, so that writers who collided do not collide again. */
function pauseAfter(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, 2 * 2 ** attempt);
}
