import { BlockColumns, unpackBlock } from '@greenledger/contracts';
import { DEFAULT_QUALITY, intervalBlockXml, IntervalBlockWriter, type DocumentBytes } from '@greenledger/espi';
import type { BlockPages } from '../release/block-pages.js';
import { inWindows, type PlannedBlock, type PlannedChannel } from '../release/release-plan.js';
import { blockTitle } from './block-heads.js';
import type { FeedAddresses } from './feed-addresses.js';
import type { Entry } from './structural-entries.js';

/** The planned blocks of a channel, ascending, exactly as the release says. */
export async function* blockEntries(channel: PlannedChannel, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Entry> {
  const addressOf = addresses.intervalBlocks(channel);
  for (const { day, whole, published, updated } of channel.blocks) {
    const { readings, intervalLength } = unpackBlock(pages.taken() ?? (await pages.load()));
    const shown = whole ? readings : readings.filter(({ start }) => inWindows(channel.windows, start));
    const payload = intervalBlockXml(shown, intervalLength, DEFAULT_QUALITY);
    if (payload === undefined) throw new Error('a planned block shows no reading');
    yield { frame: { ...addressOf(day), title: blockTitle(day), published, updated }, payload };
  }
}

/** Both are used by one block at a time, from its first byte to its last. */
const columns = new BlockColumns();
const writer = new IntervalBlockWriter(DEFAULT_QUALITY);

/** Writes the same entries as `blockEntries` into a document of bytes, block by block: the way for feeds of many. */
export function blockAppender(
  channel: PlannedChannel,
  addresses: FeedAddresses,
  document: DocumentBytes,
): (block: PlannedBlock, packed: Uint8Array) => void {
  const frameOf = addresses.blockFrames(channel);
  const shows = (start: number): boolean => inWindows(channel.windows, start);
  return ({ day, whole, published, updated }, packed) => {
    columns.read(packed);
    const { head, tail } = frameOf(day, published, updated);
    const written = writer.append(document, head, columns, tail, whole ? undefined : shows);
    if (!written) throw new Error('a planned block shows no reading');
  };
}
