import { expect, it } from '@jest/globals';
import { entryAround, entryXml, wholeText } from '@greenledger/espi';
import fc from 'fast-check';
import { PairwiseIds } from '../access/pairwise-ids.js';
import type { PlannedChannel } from '../release/release-plan.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { FeedAddresses } from './feed-addresses.js';
import { blockFrames, blockTitle, meterReadingText, usagePointText } from './parted-entries.js';
import { meterReadingEntry, usagePointEntry } from './structural-entries.js';

const uris = new ResourceUris('https://a&b.example');
const ids = new PairwiseIds(new Uint8Array(32), 'tp-1');
const time = fc.integer({ min: 0, max: 4_000_000_000 });
const usagePoint = fc.record({
  usagePointId: fc.uuid(),
  version: fc.constant(1),
  serviceKind: fc.integer({ min: 0, max: 4 }),
  timeZone: fc.constantFrom('America/Los_Angeles', 'Europe/Zurich'),
  status: fc.integer({ min: 0, max: 1 }),
  tariffProfile: fc.option(fc.oneof(fc.constantFrom('null', 'E-TOU-C', '1970-01-01T00:00:00Z', '\ue001\ue006', '<updated>'), fc.string())),
  holders: fc.constant([]),
  digest: fc.constant(''),
  published: time,
  updated: time,
});
const maybe = fc.constantFrom([], undefined);

it('gives the very text of the entries of usage points and meter readings', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      usagePoint,
      maybe,
      maybe,
      fc.constantFrom('1.1.4.12.72.0.900', '1.1.19.12.72.0.3600'),
      (subscription, row, summaries, quality, key) => {
        const addresses = new FeedAddresses(uris, ids, subscription);
        const planned = { row, summaries, quality };
        const point = usagePointEntry(planned, addresses);
        expect(wholeText(usagePointText(planned, addresses))).toBe(entryXml(point.frame, point.payload));
        const channel = { usagePointId: row.usagePointId, readingTypeKey: key, published: row.published } as PlannedChannel;
        const reading = meterReadingEntry(channel, addresses);
        expect(wholeText(meterReadingText(channel, addresses))).toBe(entryXml(reading.frame, reading.payload));
      },
    ),
  );
});

it('frames a block as entryAround does, from day to day', () => {
  const addresses = new FeedAddresses(uris, ids, 's-1');
  const channel = { usagePointId: 'up-1', readingTypeKey: '1.1.4.12.72.0.900' };
  const frame = blockFrames(channel, addresses);
  for (const [day, published, updated] of [
    ['2026-01-01', 1_767_225_600, 1_767_225_600],
    ['2026-01-02', 1_767_225_600, 1_767_225_600],
    ['2026-01-03', 1_767_225_600, 1_767_300_000],
  ] as const) {
    const expected = entryAround({ ...addresses.intervalBlock(channel, day), title: blockTitle(day), published, updated });
    const { head, tail } = frame(day, published, updated);
    expect({ head: wholeText(head), tail: wholeText(tail) }).toEqual(expected);
  }
});
