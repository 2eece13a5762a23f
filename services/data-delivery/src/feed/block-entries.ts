import { unpackBlock } from '@greenledger/contracts';
import { DEFAULT_QUALITY, intervalBlockXml } from '@greenledger/espi';
import type { BlockPages } from '../release/block-pages.js';
import { inWindows, type PlannedChannel, type PlannedUsagePoint } from '../release/release-plan.js';
import type { FeedAddresses } from './feed-addresses.js';
import type { Entry } from './structural-entries.js';

/** The planned blocks of a channel, ascending, exactly as the release says. */
export async function* blockEntries(
  { windows }: PlannedUsagePoint,
  channel: PlannedChannel,
  addresses: FeedAddresses,
  pages: BlockPages,
): AsyncGenerator<Entry> {
  const addressOf = addresses.intervalBlocks(channel);
  for (const { day, whole, published, updated } of channel.blocks) {
    const { readings, intervalLength } = unpackBlock(pages.taken() ?? (await pages.load()));
    const shown = whole ? readings : readings.filter(({ start }) => inWindows(windows, start));
    const payload = intervalBlockXml(shown, intervalLength, DEFAULT_QUALITY);
    if (payload === undefined) throw new Error('a planned block shows no reading');
    yield { frame: { ...addressOf(day), title: `Readings of ${day}`, published, updated }, payload };
  }
}
