import type { ReleaseExtent } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { PlannedUsagePoint, ReleasePlan } from './release-plan.js';

/**
 * How far a release reaches at each of its usage points, for the judgement by the holder's own periods. A query that
 * leaves something out, by time or by page, makes it incomplete, and so does a moment before any reading is there.
 */
export function extentOf({ usagePoints }: ReleasePlan, query: FeedQuery): ReleaseExtent {
  const asked = [query.publishedMin, query.publishedMax, query.updatedMin, query.updatedMax, query.startIndex, query.maxResults];
  return {
    complete: asked.every((limit) => limit === undefined) && usagePoints.some(hasReadings),
    usagePoints: usagePoints.map(({ row, windows }) => ({ usagePointId: row.usagePointId, windows })),
  };
}

const hasReadings = ({ channels }: PlannedUsagePoint): boolean => channels.some(({ blocks }) => blocks.length > 0);
