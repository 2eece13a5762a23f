import type { DataSource } from 'typeorm';
import type { ChannelUsage } from '@greenledger/contracts';
import { shownBlocks, type ShownReading } from '../faces/shown-blocks.js';
import { BlockPages } from '../release/block-pages.js';
import type { PlannedChannel, ReleasePlan } from '../release/release-plan.js';
import { TimeOfUseSums } from './time-of-use-sums.js';

/** The sums of each channel, over the readings that are shown: by local day, and by time of use where a tariff tells it. */
export async function summarize(plan: ReleasePlan, dataSource: DataSource): Promise<ChannelUsage[]> {
  const pages = new BlockPages([plan], dataSource);
  const channels: ChannelUsage[] = [];
  for (const usagePoint of plan.usagePoints) {
    for (const channel of usagePoint.channels) channels.push(await sumsOf(channel, pages));
  }
  return channels;
}

async function sumsOf(channel: PlannedChannel, pages: BlockPages): Promise<ChannelUsage> {
  const { usagePointId, readingTypeKey, marks } = channel;
  const timesOfUse = new TimeOfUseSums();
  const days: { day: string; readings: number; sum: number; cost?: number }[] = [];
  for await (const { planned, readings } of shownBlocks(channel, pages)) {
    const day: (typeof days)[number] = { day: planned.day, readings: 0, sum: 0 };
    for (const reading of readings) {
      add(day, reading);
      timesOfUse.add(reading);
    }
    days.push(day);
  }
  const currency = marks?.currency;
  return {
    usagePointId,
    readingTypeKey,
    days,
    ...(currency !== undefined && { currency }),
    ...(marks && { timesOfUse: timesOfUse.ascending() }),
  };
}

function add(day: { readings: number; sum: number; cost?: number }, { value, cost }: ShownReading): void {
  day.readings++;
  day.sum += value;
  if (cost !== undefined) day.cost = (day.cost ?? 0) + cost;
}
