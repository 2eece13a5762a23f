import { describe, expect, it } from '@jest/globals';
import type { Terms } from '@greenledger/contracts';
import fc from 'fast-check';
import { visible, type HeldUsagePoint } from './visible.js';

const moment = fc.integer({ min: 0, max: 1000 });
const end = fc.option(moment);
const ids = ['a', 'b', 'c'];
const terms: fc.Arbitrary<Terms> = fc.record({
  usagePointIds: fc.subarray(ids, { minLength: 1 }),
  dataSets: fc.constant(['usage'] as const),
  authorizedPeriod: fc.constant({ start: 0, end: null }),
  publishedPeriod: fc.record({ start: moment, end }),
  historyLength: fc.constant(0),
  purpose: fc.constant('saving energy'),
});
const holders = fc.array(fc.record({ customerId: fc.constantFrom('me', 'other'), from: moment, to: end }), { maxLength: 4 });
const known: fc.Arbitrary<HeldUsagePoint[]> = fc
  .subarray(ids)
  .chain((some) => fc.tuple(...some.map((usagePointId) => holders.map((list) => ({ usagePointId, holders: list })))));
const query = fc.record({ publishedMin: moment, publishedMax: moment }, { requiredKeys: [] });

describe('visible', () => {
  it('shows a moment exactly when the terms, a holder period of the customer and the query hold it', () => {
    fc.assert(
      fc.property(terms, known, query, moment, (given, points, asked, at) => {
        const result = visible(given, 'me', points, asked);
        const within = (start: number, stop: number | null | undefined): boolean => start <= at && (stop == null || at < stop);
        for (const { usagePointId, holders: list } of points) {
          const allowed =
            given.usagePointIds.includes(usagePointId) &&
            within(given.publishedPeriod.start, given.publishedPeriod.end) &&
            within(asked.publishedMin ?? 0, asked.publishedMax) &&
            list.some(({ customerId, from, to }) => customerId === 'me' && within(from, to));
          const windows = (result.visible && result.usagePoints.find((point) => point.usagePointId === usagePointId)?.windows) || [];
          expect(windows.filter(({ start, end: stop }) => start <= at && at < stop)).toHaveLength(allowed ? 1 : 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  const only: Terms = {
    usagePointIds: ['a'],
    dataSets: ['usage'],
    authorizedPeriod: { start: 0, end: null },
    publishedPeriod: { start: 100, end: 200 },
    historyLength: 0,
    purpose: '',
  };

  it('keeps the structure of a usage point that the query leaves no time of', () => {
    const points = [{ usagePointId: 'a', holders: [{ customerId: 'me', from: 0, to: null }] }];
    expect(visible(only, 'me', points, { publishedMin: 500 })).toEqual({
      visible: true,
      usagePoints: [{ usagePointId: 'a', windows: [] }],
    });
  });

  it('tells what was never held from what is not known', () => {
    const points = [{ usagePointId: 'a', holders: [{ customerId: 'me', from: 300, to: null }] }];
    expect(visible(only, 'me', points, {})).toEqual({ visible: false, reason: 'none-held' });
    expect(visible(only, 'me', [], {})).toEqual({ visible: false, reason: 'none-known' });
  });
});
