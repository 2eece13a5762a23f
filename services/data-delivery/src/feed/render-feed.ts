import type { DataSource } from 'typeorm';
import { unpackBlock } from '@greenledger/contracts';
import { atomId, DEFAULT_QUALITY, entryXml, FEED_TAIL, feedHead, intervalBlockXml, selfLink } from '@greenledger/espi';
import { readBlocks } from '../release/day-versions.js';
import { inWindows, type PlannedChannel, type PlannedUsagePoint, type ReleasePlan } from '../release/release-plan.js';
import type { FeedAddresses } from './feed-addresses.js';
import { localTimeParametersEntry, meterReadingEntry, readingTypeEntry, usagePointEntry } from './structural-entries.js';

/** Blocks read in one query: no connection is held while a slow client is waited for. */
const PAGE = 250;

export interface FeedIdentity {
  /** The resource without its query, which names the feed. */
  readonly resourceUri: string;
  /** The URI that gave this very feed. */
  readonly selfUri: string;
}

/**
 * Renders a plan as an ESPI feed, entry by entry: UsagePoint, LocalTimeParameters, then for each MeterReading it, its
 * ReadingType and its blocks ascending; what several entries share stands once. The same plan always gives the same bytes.
 */
export async function* renderFeed(
  plan: ReleasePlan,
  { resourceUri, selfUri }: FeedIdentity,
  addresses: FeedAddresses,
  dataSource: DataSource,
): AsyncGenerator<string> {
  const links = [selfLink(selfUri, 'espi-feed/Batch')];
  yield feedHead({ id: atomId(resourceUri), title: 'Green Button Usage Feed', updated: lastUpdate(plan), links });
  const written = new Set<string>();
  for (const usagePoint of plan.usagePoints) {
    yield usagePointEntry(usagePoint.row, addresses);
    const { timeZone } = usagePoint.row;
    if (first(written, timeZone)) yield localTimeParametersEntry(timeZone, addresses);
    for (const channel of usagePoint.channels) {
      yield meterReadingEntry(channel, addresses);
      if (first(written, channel.readingTypeKey)) yield readingTypeEntry(channel.readingTypeKey, addresses);
      yield* blockEntries(usagePoint, channel, addresses, dataSource);
    }
  }
  yield FEED_TAIL;
}

async function* blockEntries(
  { windows }: PlannedUsagePoint,
  channel: PlannedChannel,
  addresses: FeedAddresses,
  dataSource: DataSource,
): AsyncGenerator<string> {
  for (let from = 0; from < channel.blocks.length; from += PAGE) {
    const page = channel.blocks.slice(from, from + PAGE);
    const bytes = await readBlocks(channel.channelId, page, dataSource);
    for (const [i, { day, whole, published, updated }] of page.entries()) {
      const { readings, intervalLength } = unpackBlock(bytes[i]!);
      const shown = whole ? readings : readings.filter(({ start }) => inWindows(windows, start));
      const payload = intervalBlockXml(shown, intervalLength, DEFAULT_QUALITY);
      if (payload === undefined) throw new Error('a planned block shows no reading');
      yield entryXml({ ...addresses.intervalBlock(channel, day), title: `Readings of ${day}`, published, updated }, payload);
    }
  }
}

/** The newest change of anything the feed shows: from the data, so that the clock changes no byte. */
function lastUpdate(plan: ReleasePlan): number {
  let last = 0;
  for (const { row, channels } of plan.usagePoints) {
    last = Math.max(last, row.updated);
    for (const { published, blocks } of channels) {
      last = Math.max(last, published);
      for (const { updated } of blocks) last = Math.max(last, updated);
    }
  }
  return last;
}

function first(seen: Set<string>, name: string): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}
