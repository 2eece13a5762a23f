import { unpackBlock, type ReadingBlock } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { eachVersion, spansOfDays, storedVersionsQuery } from '../months/stored-versions.js';
import { dayNumber } from '../projections/day-number.js';
import { binaryRows } from './binary-rows.js';
import { monthsOf } from './day-versions.js';

/** A local day `YYYY-MM-DD` of a stored channel. */
export interface ChannelDay {
  readonly channelId: number;
  readonly day: string;
}

/** Names a day of a channel in what `newestBlocks` gives. */
export const channelDayKey = ({ channelId, day }: ChannelDay): string => `${channelId}/${dayNumber(day)}`;

/**
 * The newest version of these days with all its readings, also those without a value, by `channelDayKey`. Days of which nothing is
 * stored are left out.
 */
export async function newestBlocks(days: readonly ChannelDay[], dataSource: DataSource): Promise<ReadonlyMap<string, ReadingBlock>> {
  const blocks = new Map<string, ReadingBlock>();
  if (days.length === 0) return blocks;
  const wanted = new Set(days.map(channelDayKey));
  const rows = await binaryRows({ text: storedVersionsQuery({ days: spansOfDays(monthsOf(days)) }) }, dataSource);
  eachVersion(rows, -Infinity, Infinity, ({ channelId, day, place, from, to }) => {
    const key = `${channelId}/${day}`;
    // Versions ascend: the last one stays.
    if (wanted.has(key)) blocks.set(key, unpackBlock(place.bytes.subarray(from, to)));
  });
  return blocks;
}
