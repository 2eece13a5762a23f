import { readingTypeKeyOf } from '@greenledger/contracts';
import { formatTimestamp } from '@greenledger/espi';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { FeedIdentity, Piece } from '../feed/render-feed.js';
import type { BlockPages } from '../release/block-pages.js';
import type { PlannedChannel, PlannedUsagePoint, ReleasePlan } from '../release/release-plan.js';
import { billMembers } from './bill-faces.js';
import type { FaceWriter } from './face-writer.js';
import { readingLabels } from './reading-labels.js';
import { shownBlocks, type ShownReading } from './shown-blocks.js';

/** One JSON document: usage points, their meter readings, and blocks of readings, named and ordered as in the feed. */
export class JsonFace implements FaceWriter {
  #first = true;

  constructor(private readonly identity: FeedIdentity) {}

  *head(): Iterable<Piece> {
    yield `{"resource":${JSON.stringify(this.identity.selfUri)},"usagePoints":[`;
  }

  async *part(plan: ReleasePlan, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
    for (const usagePoint of plan.usagePoints) {
      yield `${this.#first ? '' : ','}\n${open(usagePointMembers(usagePoint, addresses))},"meterReadings":[`;
      this.#first = false;
      for (const [i, channel] of usagePoint.channels.entries()) {
        yield `${i === 0 ? '' : ','}\n${open(meterReadingMembers(channel, addresses))},"intervalBlocks":[`;
        yield* blocks(channel, addresses, pages);
        yield ']}';
      }
      yield `]${summaries(usagePoint, addresses)}}`;
    }
  }

  *tail(): Iterable<Piece> {
    yield ']}\n';
  }
}

/** Bills and power quality, where the authorization lets them be seen and there are any to be known. */
function summaries(usagePoint: PlannedUsagePoint, addresses: FeedAddresses): string {
  const bills = usagePoint.summaries ? `,"usageSummaries":${JSON.stringify(billMembers(usagePoint, addresses))}` : '';
  const quality = usagePoint.quality?.map(({ summaryId, period, measured, published, updated }) => ({
    id: addresses.powerQualityPath(summaryId),
    published: time(published),
    updated: time(updated),
    summaryInterval: { start: time(period.start), end: time(period.end) },
    ...measured,
  }));
  return quality ? `${bills},"powerQualitySummaries":${JSON.stringify(quality)}` : bills;
}

async function* blocks(channel: PlannedChannel, addresses: FeedAddresses, pages: BlockPages): AsyncGenerator<Piece> {
  let separator = '\n';
  for await (const { planned, readings } of shownBlocks(channel, pages)) {
    const { day, published, updated } = planned;
    const members = { id: addresses.intervalBlockPath(channel, day), day, published: time(published), updated: time(updated) };
    yield `${separator}${open(members)},"readings":[${[...texts(readings)].join(',')}]}`;
    separator = ',\n';
  }
}

function* texts(readings: Iterable<ShownReading>): Generator<string> {
  for (const { start, duration, value, quality, cost, tou } of readings) {
    const marks = (cost === undefined ? '' : `,"cost":${cost}`) + (tou === undefined ? '' : `,"tou":${tou}`);
    yield `{"start":"${formatTimestamp(start)}","duration":${duration},"value":${value},"quality":${quality}${marks}}`;
  }
}

function usagePointMembers({ row }: PlannedUsagePoint, addresses: FeedAddresses): object {
  const { usagePointId, timeZone, serviceKind, status, tariffProfile } = row;
  return {
    subscription: addresses.subscription,
    id: addresses.usagePointPath(usagePointId),
    href: addresses.usagePoint(usagePointId, timeZone).links[0].href,
    serviceKind,
    timeZone,
    status,
    tariffProfile,
  };
}

function meterReadingMembers(channel: PlannedChannel, addresses: FeedAddresses): object {
  return {
    id: addresses.meterReadingPath(channel),
    href: addresses.meterReading(channel).links[0].href,
    readingType: readingTypeKeyOf(channel.readingTypeKey),
    labels: readingLabels(channel.readingTypeKey),
    ...(channel.marks?.currency !== undefined && { currency: channel.marks.currency }),
  };
}

/** The text of an object that is still open at its end. */
const open = (members: object): string => JSON.stringify(members).slice(0, -1);
const time = formatTimestamp;
