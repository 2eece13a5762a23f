import type { Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Paging } from '../release/paging.js';
import type { ResourceRequest } from '../release/resource-request.js';
import type { SummaryVersion } from './summary-versions.js';

interface Source {
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  readonly paging: Paging;
  readonly addresses: FeedAddresses;
  readonly summaries: readonly SummaryVersion[];
}

/**
 * The bills that a release shows at one usage point: those whose whole billing period lies within one window, because a bill
 * tells of all of its period. Beside blocks they stand like structural entries; their own collection is paged.
 */
export function planSummaries(usagePointId: string, windows: readonly Window[], source: Source): SummaryVersion[] {
  const { asked, query, paging, addresses, summaries } = source;
  if (asked.shape !== 'Batch' && asked.shape !== 'UsageSummary') return [];
  const { updatedMin = -Infinity, updatedMax = Infinity } = query;
  return summaries.filter((summary) => {
    if (summary.usagePointId !== usagePointId) return false;
    const { start, end } = summary.period;
    if (!windows.some((window) => window.start <= start && end <= window.end)) return false;
    if (asked.single) return addresses.usageSummaryPath(summary.billId) === asked.usageSummary;
    if (summary.updated < updatedMin || summary.updated >= updatedMax) return false;
    return asked.shape === 'Batch' || paging.takes(() => addresses.usageSummary(usagePointId, summary.billId).id);
  });
}
