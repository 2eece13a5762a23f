import { ProblemError, type ChannelCoverage, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { readChannels, readDayVersions } from '../release/day-versions.js';
import { newestStarts } from '../release/newest-starts.js';

const MOST_USAGE_POINTS = 200;
const MOST_DAYS = 31;
const DAY = 86_400_000;

/** What is stored of usage points: the newest reading of each channel, and how many values each day holds. @throws ProblemError `bad-request`. */
export async function listCoverage(
  { usagePointIds, fromDay, toDay }: RequestOf<'data-delivery.list-coverage'>,
  dataSource: DataSource,
): Promise<ReplyOf<'data-delivery.list-coverage'>> {
  const days = (Date.parse(toDay) - Date.parse(fromDay)) / DAY + 1;
  if (usagePointIds.length > MOST_USAGE_POINTS || !(days >= 1 && days <= MOST_DAYS)) {
    throw new ProblemError('bad-request', `Ask for at most ${MOST_USAGE_POINTS} usage points and 1 to ${MOST_DAYS} days at a time.`);
  }
  const channels = await readChannels(usagePointIds, undefined, dataSource);
  const channelIds = channels.map(({ channelId }) => channelId);
  // A local day lies within a day of the same date in UTC.
  const window = { start: Date.parse(fromDay) / 1_000 - 86_400, end: Date.parse(toDay) / 1_000 + 2 * 86_400 };
  const versions = channelIds.length === 0 ? [] : await readDayVersions(channelIds, window, {}, dataSource);
  const newest = await newestStarts(channelIds, dataSource);
  const byUsagePoint = new Map<string, ChannelCoverage[]>(usagePointIds.map((id) => [id, []]));
  for (const { channelId, usagePointId, readingTypeKey } of channels) {
    byUsagePoint.get(usagePointId)?.push({
      channel: readingTypeKey,
      newestStart: newest.get(channelId) ?? null,
      days: versions
        .filter((version) => version.channelId === channelId && fromDay <= version.day && version.day <= toDay)
        .map(({ day, valueCount }) => ({ day, values: valueCount })),
    });
  }
  return { usagePoints: [...byUsagePoint].map(([usagePointId, covered]) => ({ usagePointId, channels: covered })) };
}
