import { atomId, DocumentBytes, entryDocument, entryXml, FEED_TAIL, feedHead, selfLink } from '@greenledger/espi';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { summaryEntry } from '../summaries/summary-entry.js';
import { blockAppender, blockEntries } from './block-entries.js';
import type { FeedAddresses } from './feed-addresses.js';
import {
  localTimeParametersEntry,
  meterReadingEntry,
  readingTypeEntry,
  STANDARD_DATE,
  usagePointEntry,
  type Entry,
} from './structural-entries.js';

export interface FeedIdentity {
  /** The resource without its query, which names the feed. */
  readonly resourceUri: string;
  /** The URI that gave this very feed. */
  readonly selfUri: string;
}

/** A piece of a document: text, or bytes that are valid until the next piece is asked for. */
export type Piece = string | Uint8Array;

const TITLE = 'Green Button Usage Feed';

/** Bytes that are worth a step of the generators around: few at first, so that the client soon hears something. */
const [FIRST_PIECE, PIECE] = [1, 192 * 1024];
const ROOM = 256 * 1024;
/** Rooms that wait for their next feed; those of more feeds at once are given back to the machine. */
const MOST_DOCUMENTS = 32;
const documents: DocumentBytes[] = [];

/** Renders a plan as the resource that was asked for. The same plan always gives the same bytes. */
export async function* renderResource(
  plan: ReleasePlan,
  asked: ResourceRequest,
  identity: FeedIdentity,
  addresses: FeedAddresses,
  pages: BlockPages,
): AsyncGenerator<Piece> {
  if (asked.single) {
    for await (const { frame, payload } of collectionEntries(plan, asked, addresses, pages)) yield entryDocument(frame, payload);
    return;
  }
  yield headOf(identity, asked.shape, lastUpdate(plan));
  if (asked.shape === 'Batch') yield* batchEntries(plan, addresses, new Set(), pages);
  else for await (const { frame, payload } of collectionEntries(plan, asked, addresses, pages)) yield entryXml(frame, payload);
  yield FEED_TAIL;
}

export function headOf({ resourceUri, selfUri }: FeedIdentity, shape: string, updated: number): string {
  return feedHead({ id: atomId(resourceUri), title: TITLE, updated, links: [selfLink(selfUri, `espi-feed/${shape}`)] });
}

/**
 * The entries of a Batch: UsagePoint, LocalTimeParameters, then for each MeterReading it, its ReadingType and its blocks
 * ascending, then the bills; what several entries share stands once.
 * @param written names of the shared entries that the document holds already; those written here are added
 */
export async function* batchEntries(
  plan: ReleasePlan,
  addresses: FeedAddresses,
  written: Set<string>,
  pages: BlockPages,
): AsyncGenerator<Piece> {
  const document = documents.pop() ?? new DocumentBytes(ROOM);
  const write = ({ frame, payload }: Entry): void => document.text(entryXml(frame, payload));
  let enough = written.size === 0 ? FIRST_PIECE : PIECE;
  try {
    for (const usagePoint of plan.usagePoints) {
      write(usagePointEntry(usagePoint.row, addresses, usagePoint.summaries !== undefined));
      const { timeZone } = usagePoint.row;
      if (first(written, timeZone)) write(localTimeParametersEntry(timeZone, addresses));
      for (const channel of usagePoint.channels) {
        write(meterReadingEntry(channel, addresses));
        if (first(written, channel.readingTypeKey)) write(readingTypeEntry(channel.readingTypeKey, addresses));
        const append = blockAppender(channel, addresses, document);
        for (const block of channel.blocks) {
          append(block, pages.taken() ?? (await pages.load()));
          if (document.length < enough) continue;
          yield document.take();
          enough = PIECE;
        }
      }
      for (const summary of usagePoint.summaries ?? []) write(summaryEntry(summary, addresses));
    }
    if (document.length > 0) yield document.take();
  } finally {
    document.take();
    if (documents.length < MOST_DOCUMENTS) documents.push(document);
  }
}

/** The entries of one kind, in the order that a Batch has them. */
async function* collectionEntries(
  plan: ReleasePlan,
  { shape }: ResourceRequest,
  addresses: FeedAddresses,
  pages: BlockPages,
): AsyncGenerator<Entry> {
  for (const usagePoint of plan.usagePoints) {
    if (shape === 'UsagePoint') yield usagePointEntry(usagePoint.row, addresses, usagePoint.summaries !== undefined);
    if (shape === 'UsageSummary') for (const summary of usagePoint.summaries ?? []) yield summaryEntry(summary, addresses);
    for (const channel of usagePoint.channels) {
      if (shape === 'MeterReading') yield meterReadingEntry(channel, addresses);
      else yield* blockEntries(channel, addresses, pages);
    }
  }
}

/** The newest change of anything the feed shows: from the data, so that the clock changes no byte. */
export function lastUpdate(plan: ReleasePlan): number {
  let last = 0;
  for (const { row, channels, summaries = [] } of plan.usagePoints) {
    last = Math.max(last, row.updated);
    for (const { updated } of summaries) last = Math.max(last, updated);
    for (const { published, blocks } of channels) {
      last = Math.max(last, published);
      for (const { updated } of blocks) last = Math.max(last, updated);
    }
  }
  return last === 0 ? STANDARD_DATE : last;
}

function first(seen: Set<string>, name: string): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}
