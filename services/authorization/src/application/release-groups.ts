import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationEvent, RecordRelease, ReleaseDecision } from '@greenledger/contracts';
import { eventId, EventStore, type BatchOutcome, type NewEvent, type RecordedEvent } from '@greenledger/event-store';
import { CompanyStatuses, unchangedCompany, type CompanyStatus } from './company-statuses.js';
import { authorizationDecider, authorizationStream } from './deciders.js';
import { currentMoment, type Moment } from './moment.js';
import { releaseCommandId } from './release-command.js';
import { StateCache, type KnownState } from './state-cache.js';

type NewReleaseEvent = NewEvent<AuthorizationEvent>;
/** By id of the company. */
type Statuses = ReadonlyMap<string, CompanyStatus>;

/** The share of one authorization in a group: its releases, decided one after the other. */
interface Share {
  readonly authorizationId: string;
  /** The company of its releases; empty while there are none. */
  readonly thirdPartyId: string;
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
    @Inject(CompanyStatuses) private readonly companies: CompanyStatuses,
  ) {}

  /** @returns the receipts, in the order of the releases; undefined where a release must be judged by itself */
  async record(releases: readonly RecordRelease[]): Promise<readonly (ReleaseDecision | undefined)[]> {
    const places = new Map<string, number[]>();
    for (const [place, { authorizationId }] of releases.entries()) {
      const known = places.get(authorizationId);
      if (known) known.push(place);
      else places.set(authorizationId, [place]);
    }
    const statuses = await this.#statuses(releases);
    const moment = currentMoment();
    const shares = await Promise.all([...places].map(([id, at]) => this.#share(id, at, releases, statuses, moment)));
    const full = shares.filter((share) => share.events.length > 0);
    const outcomes = await this.#append(full, statuses);
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
    statuses: Statuses,
    { seconds, text }: Moment,
  ): Promise<Share> {
    const before = await this.states.stateOf(authorizationId);
    const taken: [number, number][] = [];
    const events: NewReleaseEvent[] = [];
    let thirdPartyId = '';
    let { state } = before;
    for (const place of places) {
      const release = releases[place]!;
      const thirdPartyStatus = statuses.get(release.thirdPartyId)?.status;
      if (thirdPartyStatus === undefined) continue;
      const decided =
        state.status === 'active'
          ? authorizationDecider.decide({ type: 'recordRelease', at: seconds, release, thirdPartyStatus }, state)
          : [];
      if (decided[0]?.type !== 'DataReleased') {
        // New terms may allow it, or a reinstatement: what is kept must not send every release from now on the long way.
        this.states.forget(authorizationId);
        continue;
      }
      // Of all that are allowed it is the one that holds the authorization.
      ({ thirdPartyId } = release);
      const commandId = releaseCommandId(release);
      taken.push([place, events.length]);
      for (const [ordinal, event] of decided.entries()) {
        const next = { ...event, id: eventId(commandId, ordinal), metadata: { occurredAt: text, actor: release.thirdPartyId } };
        events.push(next);
        // The next release of this authorization is judged after this one: a share that ends with its first is given once.
        state = authorizationDecider.evolve(state, { ...next, stream: '', version: 0, position: 0, recordedAt: text });
      }
    }
    return { authorizationId, thirdPartyId, before, events, releases: taken };
  }

  /** As they were seen last: what is decided by them is appended while that still holds. What does not exist is left out. */
  async #statuses(releases: readonly RecordRelease[]): Promise<Statuses> {
    const ids = [...new Set(releases.map(({ thirdPartyId }) => thirdPartyId))];
    const found = await Promise.all(ids.map((id) => this.companies.lastSeen(id).catch(() => undefined)));
    return new Map(ids.flatMap((id, i) => (found[i] ? [[id, found[i]] as const] : [])));
  }

  /** @returns the outcome of each share; all are failures when one of their companies has changed meanwhile */
  async #append(shares: readonly Share[], statuses: Statuses): Promise<readonly BatchOutcome[]> {
    const appends = shares.map(({ authorizationId, events, before: { version } }) => ({
      stream: authorizationStream(authorizationId),
      events,
      expectedVersion: version,
    }));
    const companies = [...new Set(shares.map(({ thirdPartyId }) => thirdPartyId))];
    const outcomes = await this.store.appendBatchWhile(
      appends,
      companies.map((id) => unchangedCompany(id, statuses.get(id)!)),
    );
    if (!('moved' in outcomes)) return outcomes;
    for (const place of outcomes.moved) this.companies.forget(companies[place]!);
    return shares.map(() => ({ failure: new Error('a company has changed since its status was read') }));
  }
}
