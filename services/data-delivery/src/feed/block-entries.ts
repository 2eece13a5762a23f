import { BlockColumns, unpackBlock } from '@greenledger/contracts';
import { DEFAULT_QUALITY, entryAround, intervalBlockXml, IntervalBlockWriter } from '@greenledger/espi';
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

const UTF8 = new TextEncoder();

/** The same entries as `blockEntries`, written as bytes: the way for feeds of many. Each is valid until the next. */
export async function* blockBytes(
  { windows }: PlannedUsagePoint,
  channel: PlannedChannel,
  addresses: FeedAddresses,
  pages: BlockPages,
): AsyncGenerator<Uint8Array> {
  const addressOf = addresses.intervalBlocks(channel);
  const columns = new BlockColumns();
  const writer = new IntervalBlockWriter(DEFAULT_QUALITY);
  const shows = (start: number): boolean => inWindows(windows, start);
  for (const { day, whole, published, updated } of channel.blocks) {
    columns.read(pages.taken() ?? (await pages.load()));
    const { head, tail } = entryAround({ ...addressOf(day), title: `Readings of ${day}`, published, updated });
    const entry = writer.write(UTF8.encode(head), columns, UTF8.encode(tail), whole ? undefined : shows);
    if (entry === undefined) throw new Error('a planned block shows no reading');
    yield entry;
  }
}
