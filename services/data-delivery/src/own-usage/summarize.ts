import type { DataSource } from 'typeorm';
import type { ChannelUsage } from '@greenledger/contracts';
import { shownBlocks } from '../faces/shown-blocks.js';
import { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';

/** The sum of each local day of each channel, over the readings that are shown. */
export async function summarize(plan: ReleasePlan, dataSource: DataSource): Promise<ChannelUsage[]> {
  const pages = new BlockPages([plan], dataSource);
  const channels: ChannelUsage[] = [];
  for (const usagePoint of plan.usagePoints) {
    for (const channel of usagePoint.channels) {
      const days: { day: string; readings: number; sum: number }[] = [];
      for await (const { planned, readings } of shownBlocks(channel, pages)) {
        const day = { day: planned.day, readings: 0, sum: 0 };
        for (const { value } of readings) {
          day.readings++;
          day.sum += value;
        }
        days.push(day);
      }
      channels.push({ usagePointId: channel.usagePointId, readingTypeKey: channel.readingTypeKey, days });
    }
  }
  return channels;
}
