import { BlockColumns, unpackBlock, type Reading } from '@greenledger/contracts';
import { DEFAULT_QUALITY, intervalBlockXml, wholeText, type IntervalReading } from '@greenledger/espi';
import type { BlockPages } from '../release/block-pages.js';
import { inWindows, type PlannedBlock, type PlannedChannel } from '../release/release-plan.js';
import type { Mark } from '../tariffs/usage-point-tariffs.js';
import type { FeedAddresses } from './feed-addresses.js';
import type { FeedDocument } from './feed-document.js';
import { blockFrames, blockTitle } from './parted-entries.js';
import type { Entry } from './structural-entries.js';

/** The planned blocks of a channel, ascending, exactly as the release says. */
export async function* blockEntries(channel: PlannedChannel, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Entry> {
  const addressOf = addresses.intervalBlocks(channel);
  for (const { day, whole, published, updated } of channel.blocks) {
    const { readings, intervalLength } = unpackBlock(pages.taken() ?? (await pages.load()));
    const shown = whole ? readings : readings.filter(({ start }) => inWindows(channel.windows, start));
    const payload = intervalBlockXml(marked(shown, channel.marks?.on(day)), intervalLength, DEFAULT_QUALITY);
    if (payload === undefined) throw new Error('a planned block shows no reading');
    yield { frame: { ...addressOf(day), title: blockTitle(day), published, updated }, payload };
  }
}

/** Readings with what a tariff says of them. */
function marked(readings: readonly Reading[], mark: ((start: number, value: number) => Mark) | undefined): readonly IntervalReading[] {
  return mark
    ? readings.map((reading) => (reading.value === null ? reading : { ...reading, ...mark(reading.start, reading.value) }))
    : readings;
}

/** Used by one block at a time, from its first byte to its last. */
const columns = new BlockColumns();

/**
 * Writes the same entries as `blockEntries` into a document, block by block: the way for feeds of many. Blocks with marks of a
 * tariff are written as text, reading by reading.
 */
export function blockAppender(
  channel: PlannedChannel,
  addresses: FeedAddresses,
  document: FeedDocument,
): (block: PlannedBlock, packed: Uint8Array) => void {
  const frameOf = blockFrames(channel, addresses);
  const shows = (start: number): boolean => inWindows(channel.windows, start);
  const { marks } = channel;
  if (marks) {
    return ({ day, whole, published, updated }, packed) => {
      const { readings, intervalLength } = unpackBlock(packed);
      const shown = whole ? readings : readings.filter(({ start }) => shows(start));
      const payload = intervalBlockXml(marked(shown, marks.on(day)), intervalLength, DEFAULT_QUALITY);
      if (payload === undefined) throw new Error('a planned block shows no reading');
      const { head, tail } = frameOf(day, published, updated);
      document.text(wholeText(head) + payload + wholeText(tail));
    };
  }
  return ({ day, whole, published, updated }, packed) => {
    columns.read(packed);
    const { head, tail } = frameOf(day, published, updated);
    const written = document.block(head, columns, tail, whole ? undefined : shows);
    if (!written) throw new Error('a planned block shows no reading');
  };
}
