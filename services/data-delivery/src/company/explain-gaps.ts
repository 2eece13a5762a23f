import type { ChannelHealth } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { channelDayKey, newestBlocks } from '../release/newest-blocks.js';
import { inWindows, type PlannedChannel } from '../release/release-plan.js';
import type { LocalDay } from './channel-health.js';

/**
 * Says of missing readings for how many the meter gave no value. Only intervals that the company may see are counted, and none from
 * before the channel spoke for the first time; why nothing was received of the others is the utility's to know.
 */
export async function explainGaps(
  healths: readonly ChannelHealth[],
  channels: readonly PlannedChannel[],
  days: readonly LocalDay[],
  dataSource: DataSource,
): Promise<ChannelHealth[]> {
  const planned = new Map(channels.map((channel) => [channel.readingTypeKey, channel]));
  const asked = healths.flatMap(({ channel, gaps }) => gaps.map(({ day }) => ({ channelId: planned.get(channel)!.channelId, day })));
  const stored = await newestBlocks(asked, dataSource);
  return healths.map((health) => {
    const { channelId, windows, blocks } = planned.get(health.channel)!;
    const spoke = blocks[0]?.first ?? Infinity;
    const gaps = health.gaps.map((gap) => {
      const { start, end } = days.find(({ day }) => day === gap.day)!;
      const readings = stored.get(channelDayKey({ channelId, day: gap.day }))?.readings ?? [];
      const without = readings.filter(
        (reading) =>
          reading.value === null && reading.start >= Math.max(start, spoke) && reading.start < end && inWindows(windows, reading.start),
      );
      return { ...gap, noValue: Math.min(without.length, gap.expected - gap.received) };
    });
    return { ...health, gaps };
  });
}
