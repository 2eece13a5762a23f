import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationEvent, RecordRelease, ReleaseDecision, ThirdPartyStatus } from '@greenledger/contracts';
import { eventId, EventStore, type NewEvent, type RecordedEvent } from '@greenledger/event-store';
import { authorizationDecider, authorizationStream } from './deciders.js';
import { currentMoment, type Moment } from './moment.js';
import { releaseCommandId } from './release-command.js';
import { StateCache, type KnownState } from './state-cache.js';
import { ThirdParties } from './third-parties.js';

type NewReleaseEvent = NewEvent<AuthorizationEvent>;

/** The share of one authorization in a group: its releases, decided one after the other. */
interface Share {
  readonly authorizationId: string;
  readonly before: KnownState;
  readonly events: readonly NewReleaseEvent[];
  /** Place in the group and first event of each release that is recorded with the share. */
  readonly releases: readonly (readonly [place: number, event: number])[];
}

/**
 * Records groups of releases with one append. It answers only for those that are allowed and new; refusals, repetitions,
 * conflicts and whatever else is out of the ordinary are left to the way of single releases, which tells them apart.
 */
@Injectable()
export class ReleaseGroups {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(StateCache) private readonly states: StateCache,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
  ) {}

  /** @returns the receipts, in the order of the releases; undefined where a release must be judged by itself */
  async record(releases: readonly RecordRelease[]): Promise<readonly (ReleaseDecision | undefined)[]> {
    const statuses = await this.#statuses(releases);
    const moment = currentMoment();
    const places = new Map<string, number[]>();
    for (const [place, { authorizationId }] of releases.entries()) {
      places.set(authorizationId, [...(places.get(authorizationId) ?? []), place]);
    }
    const shares = await Promise.all([...places].map(([id, at]) => this.#share(id, at, releases, statuses, moment)));
    const full = shares.filter((share) => share.events.length > 0);
    const outcomes = await this.store.appendBatch(
      full.map(({ authorizationId, events, before: { version } }) => ({
        stream: authorizationStream(authorizationId),
        events,
        expectedVersion: version,
      })),
    );
    const decisions: (ReleaseDecision | undefined)[] = releases.map(() => undefined);
    for (const [i, share] of full.entries()) {
      const outcome = outcomes[i]!;
      this.states.forget(share.authorizationId);
      if ('failure' in outcome || outcome.repeated) continue;
      const recorded = outcome.events as readonly RecordedEvent<AuthorizationEvent>[];
      const state = recorded.reduce((before, event) => authorizationDecider.evolve(before, event), share.before.state);
      this.states.keep(share.authorizationId, { state, version: outcome.version });
      for (const [place, event] of share.releases) {
        const { version, recordedAt } = recorded[event]!;
        decisions[place] = { recorded: true, releaseId: releases[place]!.releaseId, version, recordedAt };
      }
    }
    return decisions;
  }

  async #share(
    authorizationId: string,
    places: readonly number[],
    releases: readonly RecordRelease[],
    statuses: ReadonlyMap<string, ThirdPartyStatus>,
    { seconds, text }: Moment,
  ): Promise<Share> {
    const before = await this.states.stateOf(authorizationId);
    const taken: [number, number][] = [];
    const events: NewReleaseEvent[] = [];
    let { state } = before;
    for (const place of places) {
      const release = releases[place]!;
      const thirdPartyStatus = statuses.get(release.thirdPartyId);
      if (state.status !== 'active' || thirdPartyStatus === undefined) continue;
      const decided = authorizationDecider.decide({ type: 'recordRelease', at: seconds, release, thirdPartyStatus }, state);
      if (decided[0]?.type !== 'DataReleased') continue;
      const commandId = releaseCommandId(release);
      taken.push([place, events.length]);
      for (const [ordinal, event] of decided.entries()) {
        const next = { ...event, id: eventId(commandId, ordinal), metadata: { occurredAt: text, actor: release.thirdPartyId } };
        events.push(next);
        // The next release of this authorization is judged after this one: a share that ends with its first is given once.
        state = authorizationDecider.evolve(state, { ...next, stream: '', version: 0, position: 0, recordedAt: text });
      }
    }
    return { authorizationId, before, events, releases: taken };
  }

  /** The status of each company, from its stream; one that does not exist is left out. */
  async #statuses(releases: readonly RecordRelease[]): Promise<ReadonlyMap<string, ThirdPartyStatus>> {
    const ids = new Set(releases.map(({ thirdPartyId }) => thirdPartyId));
    const statuses = new Map<string, ThirdPartyStatus>();
    for (const id of ids) {
      const status = await this.thirdParties.status(id).catch(() => undefined);
      if (status !== undefined) statuses.set(id, status);
    }
    return statuses;
  }
}
