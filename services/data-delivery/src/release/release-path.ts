import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ProblemError,
  type AuthorizationView,
  type RecordRelease,
  type ReleaseOutcome,
  type Terms,
  type Window,
} from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FeedQuery } from '../access/feed-query.js';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { visible, type VisibleUsagePoint } from '../access/visible.js';
import { FeedAddresses } from '../feed/feed-addresses.js';
import { renderTurns } from '../feed/render-turns.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { readPowerQuality, showsQuality } from '../summaries/power-quality-versions.js';
import { readRates, readTariffs } from '../tariffs/read-tariffs.js';
import { readSummaries, showsBills } from '../summaries/summary-versions.js';
import { readDaysOfUsagePoints } from './day-versions.js';
import { loadFacts } from './facts.js';
import { keepFewBlocks } from './keep-few-blocks.js';
import { manifestOf } from './manifest.js';
import { Paging } from './paging.js';
import { PlanTurns } from './plan-turns.js';
import { planRelease, withoutChannels } from './plan-release.js';
import { recordBulkRelease } from './record-bulk-release.js';
import { recordRelease } from './record-release.js';
import { extentOf } from './release-extent.js';
import type { ReleasePlan } from './release-plan.js';
import type { ResourceRequest } from './resource-request.js';
import { readUsagePointFacts } from './usage-point-facts.js';
import { readUsagePoints, type UsagePointRow } from './usage-points.js';

export interface PreparedRelease {
  readonly plan: ReleasePlan;
  readonly release: RecordRelease;
  readonly addresses: FeedAddresses;
  readonly asked: ResourceRequest;
}

/** What the plan of a release asks of an authorization. */
export interface Granted extends Pick<AuthorizationView, 'authorizationId' | 'customerId'> {
  readonly terms: Pick<Terms, 'usagePointIds' | 'dataSets' | 'publishedPeriod'>;
}

/** For whom a release is planned. */
export interface PlannedFor extends Pick<ActiveToken, 'thirdPartyId' | 'clientId'> {
  readonly authorization: Granted;
}

/** For whom a release is made: the company that asks, and the authorization that it asks under. */
export interface Recipient extends Pick<ActiveToken, 'thirdPartyId' | 'clientId'> {
  readonly authorization: AuthorizationView;
}

/** Steps 2 to 4 of the release path: what is visible, the manifest of it, and the record. Only then may bytes be made. */
@Injectable()
export class ReleasePath {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
    private readonly key: PairwiseKey,
  ) {}

  readonly #turns = new PlanTurns();
  /** The ids of the company that asked last: one bulk feed asks for them ten thousand times. */
  #ids: PairwiseIds | undefined;

  /**
   * @throws ProblemError `release-refused` when the customer never held what the terms name; `unavailable` before it is known
   *   here; `not-found` when the path names what is not shown
   */
  async prepare(asked: ResourceRequest, recipient: Recipient, query: FeedQuery): Promise<PreparedRelease> {
    const paging = new Paging(query);
    const plan = (): Promise<(PreparedRelease | ProblemError)[]> => this.prepareAll(asked, [recipient], query, paging);
    const [prepared] = await renderTurns.prepare(() => this.#turns.take(plan));
    if (prepared instanceof ProblemError) throw prepared;
    if (!asked.single) paging.finish();
    return prepared!;
  }

  /**
   * Prepares the releases of several authorizations with few queries. One that is refused comes back as its refusal.
   * @param paging of the whole answer; the caller finishes it after the last part
   */
  async prepareAll(
    asked: ResourceRequest,
    recipients: readonly PlannedFor[],
    query: FeedQuery,
    paging: Paging,
  ): Promise<(PreparedRelease | ProblemError)[]> {
    const ids = [...new Set(recipients.flatMap(({ authorization }) => authorization.terms.usagePointIds))];
    const views = recipients.map(({ authorization }) => authorization);
    const reach = withoutDays(asked) ? undefined : reachOf(views, asked, query);
    // All that does not depend on the others, together: each waits for PostgreSQL as long as one.
    const [days, { rows, channels, rated, measured }, bills] = await Promise.all([
      reach && readDaysOfUsagePoints(ids, reach, query, this.dataSource),
      readUsagePointFacts(ids, query.asOf, this.dataSource),
      readSummaries(views, query, this.dataSource),
    ]);
    const [rates, power] = await Promise.all([
      rated && !withoutChannels(asked) ? readRates(ids, query, this.dataSource) : [],
      measured
        ? readPowerQuality([...new Set(views.filter(showsQuality).flatMap(({ terms }) => terms.usagePointIds))], query, this.dataSource)
        : [],
    ]);
    const byId = new Map(rows.map((row) => [row.usagePointId, row]));
    const shown = recipients.map(({ authorization: { terms, customerId } }) => {
      const own = terms.usagePointIds.flatMap((id) => byId.get(id) ?? []);
      return visibleOrRefusal(terms, customerId, own, asked.single ? {} : query);
    });
    const all = shown.flatMap((result) => (result instanceof ProblemError ? [] : result));
    const tariffs = await readTariffs(rows, rates, query, this.dataSource);
    const whole = tariffs.size === 0 ? query : { ...query, updatedMin: undefined, updatedMax: undefined };
    const facts = await loadFacts(all, rows, channels, asked, whole, this.dataSource, days);
    const prepared = recipients.map((recipient, i) => {
      const visible = shown[i]!;
      if (visible instanceof ProblemError) return visible;
      const { authorization, thirdPartyId, clientId } = recipient;
      const addresses = this.addresses(recipient);
      const { authorizationId, customerId } = authorization;
      const { dataSets } = authorization.terms;
      const summaries = showsBills(authorization) ? bills.filter((bill) => bill.customerId === customerId) : undefined;
      const quality = showsQuality(authorization) ? power : [];
      const plan = planRelease({ visible, facts, asked, query, paging, addresses, dataSets, summaries, quality, tariffs });
      const {
        resource,
        manifestDigest,
        rendererVersion,
        window,
        usagePointIds,
        dataSets: shownSets,
        counts,
      } = manifestOf(asked.name, plan, asked.face, this.uris.certificateId);
      // Member by member: a spread of ten thousand of them costs more than their plans.
      const release: RecordRelease = {
        resource,
        manifestDigest,
        rendererVersion,
        window,
        usagePointIds,
        dataSets: shownSets,
        counts,
        extent: extentOf(plan, asked, query),
        releaseId: randomUUID(),
        authorizationId,
        thirdPartyId,
        clientId,
      };
      return { plan: paging.next === undefined ? plan : { ...plan, next: paging.next }, release, addresses, asked };
    });
    keepFewBlocks(prepared.flatMap((result) => (result instanceof ProblemError ? [] : result.plan)));
    return prepared;
  }

  /** Returns when the release is recorded, and throws otherwise: see recordRelease. */
  async record({ release }: PreparedRelease): Promise<void> {
    await renderTurns.prepare(() => recordRelease(release, this.requests));
  }

  /**
   * Has the parts of a bulk feed recorded. Only those whose outcome is a receipt may be sent. It does not slow down the feeds
   * that are being sent, for it goes on behind one of them all the time.
   * @throws ProblemError `unavailable` when there is no answer
   */
  recordAll(parts: readonly PreparedRelease[]): Promise<readonly ReleaseOutcome[]> {
    return recordBulkRelease(
      parts.map(({ release }) => release),
      this.requests,
    );
  }

  /** The usage points that an authorization shows, without a release: for resources that hold no data of the customer. */
  async usagePointsOf({ authorization }: Recipient): Promise<readonly UsagePointRow[]> {
    const { terms, customerId } = authorization;
    const rows = await readUsagePoints(terms.usagePointIds, this.dataSource);
    const shown = visibleOrRefusal(terms, customerId, rows, {});
    if (shown instanceof ProblemError) throw shown;
    const ids = shown.map(({ usagePointId }) => usagePointId);
    return rows.filter(({ usagePointId }) => ids.includes(usagePointId));
  }

  addresses({ thirdPartyId, authorization }: PlannedFor): FeedAddresses {
    if (this.#ids?.thirdPartyId !== thirdPartyId) this.#ids = new PairwiseIds(this.key.bytes, thirdPartyId);
    return new FeedAddresses(this.uris, this.#ids, authorization.authorizationId);
  }
}

/** Whether an answer shows no reading, whatever is stored. */
const withoutDays = (asked: ResourceRequest): boolean => withoutChannels(asked) || asked.shape === 'MeterReading';

/** Holds every time at which a reading that these authorizations show may start: also times when their customers held something else. */
function reachOf(views: readonly Granted[], { single }: ResourceRequest, query: FeedQuery): Window {
  const { publishedMin = -Infinity, publishedMax = Infinity } = single ? {} : query;
  const periods = views.map(({ terms }) => terms.publishedPeriod);
  const start = Math.max(publishedMin, Math.min(...periods.map((period) => period.start)));
  return { start, end: Math.max(start, Math.min(publishedMax, Math.max(...periods.map(({ end }) => end ?? Infinity)))) };
}

function visibleOrRefusal(
  terms: Granted['terms'],
  customerId: string,
  rows: readonly UsagePointRow[],
  query: FeedQuery,
): readonly VisibleUsagePoint[] | ProblemError {
  const result = visible(terms, customerId, rows, query);
  if (result.visible) return result.usagePoints;
  if (result.reason === 'none-known')
    return new ProblemError('unavailable', 'The authorized usage points are not loaded yet: try again shortly.');
  const detail = 'The customer held none of the authorized usage points within the authorized period: ask for a new authorization.';
  return new ProblemError('release-refused', detail, { reason: 'usage-point-not-held' });
}
