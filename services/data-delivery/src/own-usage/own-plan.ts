import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProblemError, SELF_ACCESS_THIRD_PARTY_ID, type OwnUsage, type Terms } from '@greenledger/contracts';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import { readRates, readTariffs } from '../tariffs/read-tariffs.js';
import { visible } from '../access/visible.js';
import { FeedAddresses } from '../feed/feed-addresses.js';
import { readChannels } from '../release/day-versions.js';
import { loadFacts } from '../release/facts.js';
import { Paging } from '../release/paging.js';
import { planRelease } from '../release/plan-release.js';
import type { ReleasePlan } from '../release/release-plan.js';
import { BATCH } from '../release/resource-request.js';
import { readUsagePoints } from '../release/usage-points.js';
import { ResourceUris } from '../resources/resource-uris.js';

export interface OwnPlan {
  readonly plan: ReleasePlan;
  readonly addresses: FeedAddresses;
}

/**
 * What a customer may see of the own readings: all that lies in the own periods as holder, by the same rule as a release.
 * No authorization is asked, because nobody else gets anything.
 */
@Injectable()
export class OwnPlans {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uris: ResourceUris,
    private readonly key: PairwiseKey,
  ) {}

  /** @throws ProblemError `usage-point-not-held` when the customer holds and held none of them */
  async plan({ customerId, usagePointIds, start, end }: OwnUsage): Promise<OwnPlan> {
    const query = { publishedMin: start, publishedMax: end };
    const rows = await readUsagePoints(usagePointIds, this.dataSource);
    const terms: Pick<Terms, 'usagePointIds' | 'publishedPeriod'> = { usagePointIds, publishedPeriod: { start: 0, end: null } };
    const shown = visible(terms as Terms, customerId, rows, query);
    if (!shown.visible)
      throw new ProblemError('usage-point-not-held', 'None of these services is or was yours, or no reading has come yet.');
    const channels = await readChannels(usagePointIds, undefined, this.dataSource);
    const facts = await loadFacts(shown.usagePoints, rows, channels, BATCH, query, this.dataSource);
    const ids = new PairwiseIds(this.key.bytes, SELF_ACCESS_THIRD_PARTY_ID);
    const addresses = new FeedAddresses(this.uris, ids, ids.of(`customer/${customerId}`));
    const tariffs = await readTariffs(rows, await readRates(usagePointIds, query, this.dataSource), query, this.dataSource);
    // The prices of the own rate are no secret to its customer.
    const own = { dataSets: ['usage', 'billing'], summaries: undefined, quality: [], tariffs } as const;
    return {
      plan: planRelease({ visible: shown.usagePoints, facts, asked: BATCH, query, paging: new Paging(query), addresses, ...own }),
      addresses,
    };
  }
}
