import type { ReleaseExtent } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { PlannedUsagePoint, ReleasePlan } from './release-plan.js';
import type { ResourceRequest } from './resource-request.js';

/**
 * How far a release reaches at each of its usage points, for the judgement by the holder's own periods. A path or a
 * query that leaves something out, by place, time or page, makes it incomplete, and so does a moment before any reading is there.
 */
export function extentOf({ usagePoints }: ReleasePlan, asked: ResourceRequest, query: FeedQuery): ReleaseExtent {
  const everything =
    asked.shape === 'Batch' && asked.usagePoint === undefined && Object.values(query).every((limit) => limit === undefined);
  return {
    complete: everything && usagePoints.some(hasData),
    usagePoints: usagePoints.map(({ row, windows }) => ({ usagePointId: row.usagePointId, windows })),
  };
}

const hasData = ({ channels, summaries = [], quality = [] }: PlannedUsagePoint): boolean =>
  summaries.length > 0 || quality.length > 0 || channels.some(({ blocks }) => blocks.length > 0);
