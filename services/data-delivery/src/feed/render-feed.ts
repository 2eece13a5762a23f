import { atomId, entryDocument, entryXml, FEED_TAIL, feedHead, selfLink } from '@greenledger/espi';
import type { BlockPages } from '../release/block-pages.js';
import type { ReleasePlan } from '../release/release-plan.js';
import { certificateLink } from '../resources/certificate-link.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { powerQualityEntry } from '../summaries/power-quality-entry.js';
import { summaryEntry } from '../summaries/summary-entry.js';
import { blockAppender, blockEntries } from './block-entries.js';
import { typeKeyOf, type FeedAddresses } from './feed-addresses.js';
import { type FeedDocument, GzipFeed, PlainFeed, type WholeFeed } from './feed-document.js';
import { meterReadingText, usagePointText } from './parted-entries.js';
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
  /** Page of the certificate of the deployment, if it has one. */
  readonly certificate?: string | undefined;
}

/** A piece of a document: text, or bytes that are valid until the next piece is asked for. */
export type Piece = string | Uint8Array;

const TITLE = 'Green Button Usage Feed';

/** Bytes that are worth a step of the generators around: few at first, so that the client soon hears something. */
const [FIRST_PIECE, PIECE] = [1, 192 * 1024];
/** Compressed, this is about two megabytes of text: what is rendered before others have their turn. */
const GZIP_PIECE = 64 * 1024;

/**
 * Renders a plan as the resource that was asked for. The same plan always gives the same bytes.
 * @param gzip what a Batch is compressed by as it is written; without it the pieces are the text itself
 */
export async function* renderResource(
  plan: ReleasePlan,
  asked: ResourceRequest,
  identity: FeedIdentity,
  addresses: FeedAddresses,
  pages: BlockPages,
  gzip?: GzipFeed,
): AsyncGenerator<Piece> {
  if (asked.single) {
    for await (const { frame, payload } of collectionEntries(plan, asked, addresses, pages)) yield entryDocument(frame, payload);
    return;
  }
  const head = headOf(identity, asked.shape, lastUpdate(plan));
  if (asked.shape === 'Batch' && gzip) {
    gzip.text(head);
    yield* batchEntries(plan, addresses, new Set(), pages, gzip);
    return yield endOf(gzip);
  }
  yield head;
  if (asked.shape === 'Batch') yield* batchEntries(plan, addresses, new Set(), pages);
  else for await (const { frame, payload } of collectionEntries(plan, asked, addresses, pages)) yield entryXml(frame, payload);
  yield FEED_TAIL;
}

export function headOf({ resourceUri, selfUri, certificate }: FeedIdentity, shape: string, updated: number): string {
  const links = [selfLink(selfUri, `espi-feed/${shape}`), ...certificateLink(certificate)];
  return feedHead({ id: atomId(resourceUri), title: TITLE, updated, links });
}

/** The end of a feed that was written into one document. */
export function endOf(document: WholeFeed): Uint8Array {
  document.text(FEED_TAIL);
  document.end();
  return document.take();
}

/**
 * The entries of a Batch: UsagePoint, LocalTimeParameters, then for each MeterReading it, its ReadingType and its blocks
 * ascending, then the bills and the summaries of power quality; what several entries share stands once.
 * @param written names of the shared entries that the document holds already; those written here are added
 * @param into a document of many parts; it may hold back what comes out with the next one
 */
export function batchEntries(
  plan: ReleasePlan,
  addresses: FeedAddresses,
  written: Set<string>,
  pages: BlockPages,
  into?: WholeFeed,
): AsyncGenerator<Piece> {
  if (into) return entriesInto(into, into instanceof GzipFeed ? GZIP_PIECE : PIECE, plan, addresses, written, pages);
  return entriesAlone(plan, addresses, written, pages);
}

async function* entriesAlone(plan: ReleasePlan, addresses: FeedAddresses, written: Set<string>, pages: BlockPages): AsyncGenerator<Piece> {
  const document = new PlainFeed();
  try {
    yield* entriesInto(document, PIECE, plan, addresses, written, pages);
    if (document.length > 0) yield document.take();
  } finally {
    document.close();
  }
}

/** Writes the entries of a Batch, and gives the document's bytes out whenever there are enough of them, but for the last ones. */
async function* entriesInto(
  document: FeedDocument,
  piece: number,
  plan: ReleasePlan,
  addresses: FeedAddresses,
  written: Set<string>,
  pages: BlockPages,
): AsyncGenerator<Piece> {
  const write = ({ frame, payload }: Entry): void => document.text(entryXml(frame, payload));
  let enough = written.size === 0 ? FIRST_PIECE : piece;
  for (const usagePoint of plan.usagePoints) {
    document.parted(usagePointText(usagePoint, addresses));
    const { timeZone } = usagePoint.row;
    if (first(written, timeZone)) write(localTimeParametersEntry(timeZone, addresses));
    for (const channel of usagePoint.channels) {
      document.parted(meterReadingText(channel, addresses));
      const typeKey = typeKeyOf(channel);
      if (first(written, typeKey)) write(readingTypeEntry(typeKey, addresses));
      const append = blockAppender(channel, addresses, document);
      for (const block of channel.blocks) {
        append(block, pages.taken() ?? (await pages.load()));
        if (document.length < enough) continue;
        yield document.take();
        enough = piece;
      }
    }
    for (const summary of usagePoint.summaries ?? []) write(summaryEntry(summary, addresses));
    for (const summary of usagePoint.quality ?? []) write(powerQualityEntry(summary, addresses));
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
    if (shape === 'UsagePoint') yield usagePointEntry(usagePoint, addresses);
    if (shape === 'UsageSummary') for (const summary of usagePoint.summaries ?? []) yield summaryEntry(summary, addresses);
    if (shape === 'ElectricPowerQualitySummary')
      for (const summary of usagePoint.quality ?? []) yield powerQualityEntry(summary, addresses);
    for (const channel of usagePoint.channels) {
      if (shape === 'MeterReading') yield meterReadingEntry(channel, addresses);
      else yield* blockEntries(channel, addresses, pages);
    }
  }
}

/** The newest change of anything the feed shows: from the data, so that the clock changes no byte. */
export function lastUpdate(plan: ReleasePlan): number {
  let last = 0;
  for (const { row, channels, summaries = [], quality = [] } of plan.usagePoints) {
    last = Math.max(last, row.updated);
    for (const { updated } of [...summaries, ...quality]) last = Math.max(last, updated);
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
