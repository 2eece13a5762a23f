import { ProblemError, type ReadingBlock, type ReplyOf, type RequestOf, type RunOfReadings } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { readChannels } from '../release/day-versions.js';
import { channelDayKey, newestBlocks } from '../release/newest-blocks.js';

/** A day of five-minute readings whose every other one has no value takes four kilobytes: a reply of them fits into a message. */
const MOST_DAYS = 100;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Which intervals of days are stored, with a value or known to have none. @throws ProblemError `bad-request`. */
export async function listRuns(
  { days }: RequestOf<'data-delivery.list-runs'>,
  dataSource: DataSource,
): Promise<ReplyOf<'data-delivery.list-runs'>> {
  if (days.length > MOST_DAYS || days.some(({ day }) => !DAY.test(day) || Number.isNaN(Date.parse(day)))) {
    throw new ProblemError('bad-request', `Ask for at most ${MOST_DAYS} days at a time, each written YYYY-MM-DD.`);
  }
  const channels = await readChannels([...new Set(days.map(({ usagePointId }) => usagePointId))], undefined, dataSource);
  const ids = new Map(channels.map(({ usagePointId, readingTypeKey, channelId }) => [`${usagePointId} ${readingTypeKey}`, channelId]));
  const known = days.flatMap((asked) => {
    const channelId = ids.get(`${asked.usagePointId} ${asked.channel}`);
    return channelId === undefined ? [] : [{ asked, key: { channelId, day: asked.day } }];
  });
  const blocks = await newestBlocks(
    known.map(({ key }) => key),
    dataSource,
  );
  return {
    days: known.flatMap(({ asked, key }) => {
      const block = blocks.get(channelDayKey(key));
      return block ? [{ ...asked, runs: runsOf(block) }] : [];
    }),
  };
}

function runsOf({ intervalLength, readings }: ReadingBlock): readonly RunOfReadings[] {
  const runs: [number, number, 0 | 1][] = [];
  for (const { start, value } of readings) {
    const last = runs.at(-1);
    const hasValue = value === null ? 0 : 1;
    if (last && last[2] === hasValue && last[0] + last[1] * intervalLength === start) last[1]++;
    else runs.push([start, 1, hasValue]);
  }
  return runs;
}
