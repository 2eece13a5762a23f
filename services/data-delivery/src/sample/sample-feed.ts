import {
  atomId,
  DEFAULT_QUALITY,
  entryXml,
  FEED_TAIL,
  feedHead,
  intervalBlockXml,
  localDayBounds,
  selfLink,
  type IntervalReading,
} from '@greenledger/espi';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { blockTitle } from '../feed/parted-entries.js';
import { FeedAddresses } from '../feed/feed-addresses.js';
import { localTimeParametersEntry, meterReadingEntry, readingTypeEntry, usagePointEntry, type Entry } from '../feed/structural-entries.js';
import type { UsagePointRow } from '../release/usage-points.js';
import type { ResourceUris } from '../resources/resource-uris.js';
import { summaryEntry } from '../summaries/summary-entry.js';
import type { SummaryVersion } from '../summaries/summary-versions.js';
import { SAMPLE_WEEK, SAMPLE_ZONE, sampleGas, sampleHours } from './sample-readings.js';

/** Stands in the links where the id of a Subscription stands: nobody's, and it leads nowhere. */
export const SAMPLE_SUBSCRIPTION = 'sample';
const TITLE = 'Green Button Usage Feed: sample data, made up, of no customer';
/** Fixed, so that the sample has the same bytes every time. */
const UPDATED = Date.UTC(2025, 10, 6, 12) / 1_000;
const START = localDayBounds(SAMPLE_ZONE, SAMPLE_WEEK[0]!).start;
const END = localDayBounds(SAMPLE_ZONE, SAMPLE_WEEK.at(-1)!).end;

interface SampleService {
  readonly id: string;
  readonly serviceKind: 0 | 1;
  readonly tariff: string;
  /** As `readingTypeKeyText` writes it. */
  readonly readingTypeKey: string;
  readonly readingsOf: (day: string) => IntervalReading[];
  readonly bill: { readonly amount: number; readonly uom: number; readonly multiplier: number; readonly commodity: number };
}

const SERVICES: readonly SampleService[] = [
  {
    id: 'sample-electricity',
    serviceKind: 0,
    tariff: 'SAMPLE-E',
    readingTypeKey: '1.1.4.12.72.0.3600',
    readingsOf: sampleHours,
    bill: { amount: 3_215_000, uom: 72, multiplier: 0, commodity: 1 },
  },
  {
    id: 'sample-gas',
    serviceKind: 1,
    tariff: 'SAMPLE-G',
    readingTypeKey: '7.1.4.12.169.-3.86400',
    readingsOf: sampleGas,
    bill: { amount: 1_490_000, uom: 169, multiplier: -3, commodity: 7 },
  },
];

/** A feed of made-up data in the very form of Batch/Subscription: for a first test of software, before any customer agreed to anything. */
export function sampleFeed(uris: ResourceUris): string {
  const self = `${uris.base}/DownloadSampleData`;
  // Neither the key nor the company: the sample is the same for all.
  const addresses = new FeedAddresses(uris, new PairwiseIds(new Uint8Array(32), SAMPLE_SUBSCRIPTION), SAMPLE_SUBSCRIPTION);
  const head = feedHead({ id: atomId(self), title: TITLE, updated: UPDATED, links: [selfLink(self, 'espi-feed/Batch')] });
  const entries = SERVICES.flatMap((service, i) => entriesOf(service, addresses, i === 0));
  return head + entries.map(({ frame, payload }) => entryXml(frame, payload)).join('') + FEED_TAIL;
}

function entriesOf(service: SampleService, addresses: FeedAddresses, first: boolean): Entry[] {
  const { id: usagePointId, serviceKind, tariff, readingTypeKey, readingsOf } = service;
  const channel = { channelId: 0, usagePointId, readingTypeKey, published: UPDATED };
  const row: UsagePointRow = {
    ...{ usagePointId, version: 1, serviceKind, timeZone: SAMPLE_ZONE, status: 1, tariffProfile: tariff },
    ...{ holders: [], digest: '', published: UPDATED, updated: UPDATED },
  };
  const blocks = SAMPLE_WEEK.map((day): Entry => {
    const payload = intervalBlockXml(readingsOf(day), Number(readingTypeKey.split('.').at(-1)), DEFAULT_QUALITY)!;
    return { frame: { ...addresses.intervalBlock(channel, day), title: blockTitle(day), published: UPDATED, updated: UPDATED }, payload };
  });
  return [
    usagePointEntry({ row, summaries: [] }, addresses),
    ...(first ? [localTimeParametersEntry(SAMPLE_ZONE, addresses)] : []),
    meterReadingEntry(channel, addresses),
    readingTypeEntry(readingTypeKey, addresses),
    ...blocks,
    summaryEntry(billOf(service), addresses),
  ];
}

function billOf({ id, tariff, readingsOf, bill }: SampleService): SummaryVersion {
  const value = SAMPLE_WEEK.flatMap(readingsOf).reduce((sum, reading) => sum + reading.value!, 0);
  const consumption = { value, uom: bill.uom, powerOfTenMultiplier: bill.multiplier, at: END };
  const period = { start: START, end: END };
  return {
    ...{ billId: `bill-of-${id}`, version: 1, usagePointId: id, customerId: '', period, digest: '', published: UPDATED, updated: UPDATED },
    summary: {
      ...{ billingPeriod: period, readPeriod: null, issuedAt: UPDATED, currency: 840, billLastPeriod: bill.amount, billToDate: 0 },
      items: [{ note: 'Sample of a line item', itemKind: 3, amount: bill.amount, period }],
      ...{ consumption, consumptionToDate: { ...consumption, at: UPDATED }, peakDemand: null },
      ...{ quality: 19, commodity: bill.commodity, tariffProfile: tariff },
    },
  };
}
