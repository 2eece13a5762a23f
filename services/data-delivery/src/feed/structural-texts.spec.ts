import { expect, it } from '@jest/globals';
import { entryXml } from '@greenledger/espi';
import { PairwiseIds } from '../access/pairwise-ids.js';
import type { PlannedChannel, PlannedUsagePoint } from '../release/release-plan.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { FeedAddresses } from './feed-addresses.js';
import { meterReadingEntry, usagePointEntry, type Entry } from './structural-entries.js';
import { StructuralTexts } from './structural-texts.js';
import { TextTemplate } from './text-template.js';

const text = ({ frame, payload }: Entry): string => entryXml(frame, payload);
const addressesOf = (origin: string, company: string, subscription: string): FeedAddresses =>
  new FeedAddresses(new ResourceUris(origin), new PairwiseIds(new Uint8Array(32), company), subscription);

// Every member that the entry of a usage point may depend on differs in some pair of these.
const rows: PlannedUsagePoint['row'][] = [
  {
    usagePointId: 'up-1',
    serviceKind: 0,
    status: 1,
    tariffProfile: null,
    timeZone: 'America/Los_Angeles',
    published: 1_767_225_600,
    updated: 1_767_225_600,
  },
  {
    usagePointId: 'up-2',
    serviceKind: 0,
    status: 1,
    tariffProfile: null,
    timeZone: 'America/Los_Angeles',
    published: 1_767_225_600,
    updated: 1_767_300_000,
  },
  {
    usagePointId: 'up-3',
    serviceKind: 1,
    status: 1,
    tariffProfile: null,
    timeZone: 'America/Los_Angeles',
    published: 1_767_225_600,
    updated: 1_767_225_600,
  },
  {
    usagePointId: 'up-4',
    serviceKind: 0,
    status: 0,
    tariffProfile: null,
    timeZone: 'America/Los_Angeles',
    published: 1_767_225_600,
    updated: 1_767_225_600,
  },
  {
    usagePointId: 'up-5',
    serviceKind: 0,
    status: 1,
    tariffProfile: '',
    timeZone: 'America/Los_Angeles',
    published: 1_767_225_600,
    updated: 1_767_225_600,
  },
  {
    usagePointId: 'up-6',
    serviceKind: 0,
    status: 1,
    tariffProfile: 'E-TOU <C> & more',
    timeZone: 'America/Los_Angeles',
    published: 1,
    updated: 2,
  },
  {
    usagePointId: 'up-7',
    serviceKind: 0,
    status: 1,
    tariffProfile: null,
    timeZone: 'America/Denver',
    published: 1_767_225_600,
    updated: 1_767_225_600,
  },
].map((row) => ({ ...row, version: 1, digest: '', holders: [] }));
const companies = [
  addressesOf('https://a&b.example', 'tp-1', 's-1'),
  addressesOf('https://a&b.example', 'tp-2', 's<2>'),
  addressesOf('https://c.example', 'tp-1', 's-1'),
];

it('writes usage points as their entries are, whatever differs between them', () => {
  const texts = new StructuralTexts();
  for (const addresses of companies) {
    for (const row of rows) {
      for (const linked of [{}, { summaries: [] }, { quality: [] }, { summaries: [], quality: [] }]) {
        expect(texts.usagePoint({ row, ...linked }, addresses)).toBe(text(usagePointEntry({ row, ...linked }, addresses)));
      }
    }
  }
});

it('writes meter readings as their entries are', () => {
  const texts = new StructuralTexts();
  const channels = ['1.1.4.12.72.0.900', '1.19.4.12.72.0.900'].flatMap((readingTypeKey) =>
    [undefined, `${readingTypeKey}/840`].map((typeKey): PlannedChannel => {
      const marks = typeKey === undefined ? undefined : { typeKey, currency: 840, on: () => () => ({}) };
      return { channelId: 1, usagePointId: 'up-1', readingTypeKey, published: 1_767_225_600, marks, windows: [], blocks: [] };
    }),
  );
  for (const addresses of companies) {
    for (const channel of channels) {
      expect(texts.meterReading(channel, addresses)).toBe(text(meterReadingEntry(channel, addresses)));
    }
  }
});

it('fills a text in at every mark, in the order of the text', () => {
  const template = new TextTemplate('<B>-<A>-<B>', ['<A>', '<B>', '<C>']);
  expect(template.fill(['1', '2', '3'])).toBe('2-1-2');
  expect(template.fill(['<B>', '', ''])).toBe('-<B>-');
});
