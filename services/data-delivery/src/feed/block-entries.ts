import type { DataSource } from 'typeorm';
import { unpackBlock } from '@greenledger/contracts';
import { DEFAULT_QUALITY, intervalBlockXml } from '@greenledger/espi';
import { readBlocks } from '../release/day-versions.js';
import { inWindows, type PlannedChannel, type PlannedUsagePoint } from '../release/release-plan.js';
import type { FeedAddresses } from './feed-addresses.js';
import type { Entry } from './structural-entries.js';

/** Blocks read in one query: no connection is held while a slow client is waited for. */
const PAGE = 250;

/** The planned blocks of a channel, ascending, exactly as the release says. */
export async function* blockEntries(
  { windows }: PlannedUsagePoint,
  channel: PlannedChannel,
  addresses: FeedAddresses,
  dataSource: DataSource,
): AsyncGenerator<Entry> {
  for (let from = 0; from < channel.blocks.length; from += PAGE) {
    const page = channel.blocks.slice(from, from + PAGE);
    const bytes = await readBlocks(channel.channelId, page, dataSource);
    for (const [i, { day, whole, published, updated }] of page.entries()) {
      const { readings, intervalLength } = unpackBlock(bytes[i]!);
      const shown = whole ? readings : readings.filter(({ start }) => inWindows(windows, start));
      const payload = intervalBlockXml(shown, intervalLength, DEFAULT_QUALITY);
      if (payload === undefined) throw new Error('a planned block shows no reading');
      yield { frame: { ...addresses.intervalBlock(channel, day), title: `Readings of ${day}`, published, updated }, payload };
    }
  }
}
