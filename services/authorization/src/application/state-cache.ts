import { Inject, Injectable } from '@nestjs/common';
import { EventStore, readState, SnapshotStore } from '@greenledger/event-store';
import type { AuthorizationState } from '../domain/authorization/index.js';
import { AUTHORIZATION_STATE_SHAPE, authorizationDecider, authorizationStream } from './deciders.js';

/** The state of a stream at a version: what the next append is decided from. */
export interface KnownState {
  readonly state: AuthorizationState;
  readonly version: number;
}

/** Streams kept; those not used for longest go first. A state takes one or two kilobytes. */
const MOST = 16_384;

/**
 * States of Authorization streams as this process saw them last. No decision is taken from it alone: whatever is decided is
 * appended with the version that is known here as the expected one, so an outdated state loses to a conflict and is read anew.
 */
@Injectable()
export class StateCache {
  readonly #known = new Map<string, KnownState>();

  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(SnapshotStore) private readonly snapshots: SnapshotStore,
  ) {}

  /** The state as it was seen last, or else as it is; what is read is kept. */
  async stateOf(authorizationId: string): Promise<KnownState> {
    const found = this.find(authorizationId);
    if (found) return found;
    const snapshots = { store: this.snapshots, shape: AUTHORIZATION_STATE_SHAPE };
    const { state, version } = await readState(this.store, authorizationStream(authorizationId), authorizationDecider, snapshots);
    const known = { state, version };
    this.keep(authorizationId, known);
    return known;
  }

  /** The same of many, in their order. */
  async statesOf(authorizationIds: readonly string[]): Promise<KnownState[]> {
    const states = authorizationIds.map((authorizationId) => this.find(authorizationId));
    return Promise.all(states.map((known, place) => known ?? this.stateOf(authorizationIds[place]!)));
  }

  find(authorizationId: string): KnownState | undefined {
    const known = this.#known.get(authorizationId);
    if (!known) return undefined;
    // A Map keeps its order of insertion: put to the end, it was used last.
    this.#known.delete(authorizationId);
    this.#known.set(authorizationId, known);
    return known;
  }

  keep(authorizationId: string, known: KnownState): void {
    this.#known.delete(authorizationId);
    this.#known.set(authorizationId, known);
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
  }

  forget(authorizationId: string): void {
    this.#known.delete(authorizationId);
  }
}
