import { entryXml, FEED_TAIL } from '@greenledger/espi';
import type { DataSource } from 'typeorm';
import { CsvFace } from '../faces/row-faces.js';
import { blockEntries } from '../feed/block-entries.js';
import { typeKeyOf } from '../feed/feed-addresses.js';
import { headOf, lastUpdate } from '../feed/render-feed.js';
import { localTimeParametersEntry, meterReadingEntry, readingTypeEntry, usagePointEntry, type Entry } from '../feed/structural-entries.js';
import { BlockPages } from '../release/block-pages.js';
import type { ResourceUris } from '../resources/resource-uris.js';
import type { OwnPlan } from './own-plan.js';
import { planParts, type PlanPart } from './plan-parts.js';

export interface RenderedPart {
  readonly text: string;
  readonly last: boolean;
}

/** One part of the file that all parts together make up: the same feed, or the same lines, as a company would get. */
export async function renderPart(
  { plan, addresses }: OwnPlan,
  form: 'atom' | 'csv',
  part: number,
  uris: ResourceUris,
  dataSource: DataSource,
): Promise<RenderedPart | undefined> {
  const parts = planParts(plan);
  const pieces = parts[part];
  if (!pieces) return undefined;
  const last = part === parts.length - 1;
  const cut = pieces.map((piece) => ({ ...piece, channel: piece.channel && { ...piece.channel, blocks: piece.blocks } }));
  const usagePoints = cut.map(({ usagePoint, channel }) => ({ ...usagePoint, channels: channel ? [channel] : [] }));
  const pages = new BlockPages([{ ...plan, usagePoints }], dataSource);
  let text = '';
  if (form === 'csv') {
    const csv = new CsvFace();
    if (part === 0) for (const line of csv.head()) text += line as string;
    for await (const lines of csv.part({ ...plan, usagePoints }, addresses, pages)) text += lines as string;
    return { text, last };
  }
  const uri = uris.batchSubscription(addresses.subscription);
  if (part === 0) text += headOf({ resourceUri: uri, selfUri: uri, certificate: uris.certificate }, 'Batch', lastUpdate(plan));
  const written = writtenBefore(parts.slice(0, part).flat());
  for (const piece of cut) {
    for (const { frame, payload } of structure(piece, addresses, written)) text += entryXml(frame, payload);
    if (!piece.channel) continue;
    for await (const { frame, payload } of blockEntries(piece.channel, addresses, pages)) text += entryXml(frame, payload);
  }
  return { text: last ? text + FEED_TAIL : text, last };
}

/** Entries that stand before the blocks of a piece; those that several share stand once in the file. */
function* structure(
  { usagePoint, channel, opensUsagePoint, opensChannel }: PlanPart,
  addresses: OwnPlan['addresses'],
  written: Set<string>,
): Generator<Entry> {
  const { row } = usagePoint;
  if (opensUsagePoint) {
    yield usagePointEntry({ row }, addresses);
    if (!written.has(row.timeZone)) yield localTimeParametersEntry(row.timeZone, addresses);
    written.add(row.timeZone);
  }
  if (!channel || !opensChannel) return;
  yield meterReadingEntry(channel, addresses);
  const typeKey = typeKeyOf(channel);
  if (!written.has(typeKey)) yield readingTypeEntry(typeKey, addresses);
  written.add(typeKey);
}

const writtenBefore = (pieces: readonly PlanPart[]): Set<string> =>
  new Set(pieces.flatMap(({ usagePoint, channel }) => [usagePoint.row.timeZone, ...(channel ? [typeKeyOf(channel)] : [])]));
