/** What the first `version` events of a stream add up to. */
export interface Snapshot<State = unknown> {
  readonly version: number;
  readonly state: State;
}

/**
 * A cache of stream states (design section 4): every row may be deleted at any time, and a lost or refused write only costs
 * a longer read. An abstract class so that it can serve as an injection token.
 */
export abstract class SnapshotStore {
  /** The snapshot of a stream, if there is one of this shape. */
  abstract find<State>(stream: string, shape: string): Promise<Snapshot<State> | undefined>;

  /** Keeps a snapshot; an older one than the kept one of the same shape changes nothing. */
  abstract keep(stream: string, shape: string, snapshot: Snapshot): Promise<void>;
}

/** How a command uses snapshots. */
export interface SnapshotUse {
  readonly store: SnapshotStore;
  /** Names the members of the state: a state of another shape counts as none. */
  readonly shape: string;
}

/**
 * Events between two snapshots, and also how many the newest one stays behind the stream: so many are always read, and a
 * command that is repeated soon after finds the events it caused among them.
 */
export const SNAPSHOT_EVERY = 200;
