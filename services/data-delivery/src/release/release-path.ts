import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProblemError, type RecordRelease, type Terms } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FeedQuery } from '../access/feed-query.js';
import type { CustomerAccess } from '../access/resolved-access.js';
import { visible, type VisibleUsagePoint } from '../access/visible.js';
import { manifestOf } from './manifest.js';
import { planRelease } from './plan-release.js';
import { recordRelease } from './record-release.js';
import { extentOf } from './release-extent.js';
import type { ReleasePlan } from './release-plan.js';
import { readUsagePoints, type UsagePointRow } from './usage-points.js';

export interface PreparedRelease {
  readonly plan: ReleasePlan;
  readonly release: RecordRelease;
}

/** Steps 2 to 4 of the release path: what is visible, the manifest of it, and the record. Only then may bytes be made. */
@Injectable()
export class ReleasePath {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
  ) {}

  /** @throws ProblemError `release-refused` when the customer never held what the terms name; `unavailable` before it is known here. */
  async prepare(resource: string, access: CustomerAccess, query: FeedQuery): Promise<PreparedRelease> {
    const { terms, customerId, authorizationId } = access.authorization;
    const rows = await readUsagePoints(terms.usagePointIds, this.dataSource);
    const plan = await planRelease(visibleOrRefuse(terms, customerId, rows, query), rows, query, this.dataSource);
    const { thirdPartyId, clientId } = access;
    const release = {
      ...manifestOf(resource, plan),
      extent: extentOf(plan, query),
      releaseId: randomUUID(),
      authorizationId,
      thirdPartyId,
      clientId,
    };
    return { plan, release };
  }

  /** Returns when the release is recorded, and throws otherwise: see recordRelease. */
  async record({ release }: PreparedRelease): Promise<void> {
    await recordRelease(release, this.requests);
  }
}

function visibleOrRefuse(terms: Terms, customerId: string, rows: readonly UsagePointRow[], query: FeedQuery): readonly VisibleUsagePoint[] {
  const result = visible(terms, customerId, rows, query);
  if (result.visible) return result.usagePoints;
  if (result.reason === 'none-known')
    throw new ProblemError('unavailable', 'The authorized usage points are not loaded yet: try again shortly.');
  const detail = 'The customer held none of the authorized usage points within the authorized period: ask for a new authorization.';
  throw new ProblemError('release-refused', detail, { reason: 'usage-point-not-held' });
}
