import type { DomainEvent } from '@greenledger/contracts';
import type { Decider } from './decider.js';
import type { EventStore, RecordedEvent } from './event-store.js';
import { SNAPSHOT_EVERY, type SnapshotUse } from './snapshots.js';

/** A stream as far as a command needs it: its state, its version, and the events that were read for it. */
export interface ReadState<State, Event extends DomainEvent> {
  readonly state: State;
  readonly version: number;
  /** All events, or those after the snapshot. */
  readonly past: ReadonlyArray<RecordedEvent<Event>>;
  /** False when a snapshot stood for the events before `past`. */
  readonly whole: boolean;
}

/** Reads a stream from its newest snapshot on, or whole, and leaves a newer snapshot when many events were read. */
export async function readState<Command, State, Event extends DomainEvent>(
  store: EventStore,
  stream: string,
  decider: Decider<Command, State, Event>,
  snapshots: SnapshotUse | undefined,
): Promise<ReadState<State, Event>> {
  const found = snapshots && (await snapshots.store.find<State>(stream, snapshots.shape));
  const start = found ?? { version: 0, state: decider.initialState };
  const past = await store.readStream<Event>(stream, start.version);
  let { state } = start;
  const behind = past.length - SNAPSHOT_EVERY;
  for (const [index, event] of past.entries()) {
    state = decider.evolve(state, event);
    if (snapshots && behind >= SNAPSHOT_EVERY && index + 1 === behind) {
      // Not waited for, and a failure is no matter: the events are what counts.
      snapshots.store.keep(stream, snapshots.shape, { version: start.version + behind, state }).catch(() => undefined);
    }
  }
  return { state, version: start.version + past.length, past, whole: found === undefined };
}
