import { describe, expect, it } from '@jest/globals';
import type { Terms } from '@greenledger/contracts';
import fc from 'fast-check';
import { visible, windowsOfChannel, type HeldUsagePoint } from './visible.js';

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
      usagePoints: [{ usagePointId: 'a', windows: [], held: [{ start: 0, end: 253_402_300_800 }] }],
    });
  });

  it('tells what was never held from what is not known', () => {
    const points = [{ usagePointId: 'a', holders: [{ customerId: 'me', from: 300, to: null }] }];
    expect(visible(only, 'me', points, {})).toEqual({ visible: false, reason: 'none-held' });
    expect(visible(only, 'me', [], {})).toEqual({ visible: false, reason: 'none-known' });
  });
});

describe('a reading that lasts longer than a day', () => {
  const DAY = 86_400;
  const dayed = (list: readonly { customerId: string; from: number; to: number | null }[]) =>
    list.map(({ customerId, from, to }) => ({ customerId, from: from * DAY, to: to === null ? null : to * DAY }));

  it('is shown exactly when this customer held the usage point from its start to its end', () => {
    fc.assert(
      fc.property(terms, holders, moment, fc.integer({ min: 2, max: 100 }), (given, list, at, days) => {
        const period = {
          start: given.publishedPeriod.start * DAY,
          end: given.publishedPeriod.end === null ? null : given.publishedPeriod.end * DAY,
        };
        const own = dayed(list);
        const result = visible(
          { ...given, usagePointIds: ['a'], publishedPeriod: period },
          'me',
          [{ usagePointId: 'a', holders: own }],
          {},
        );
        const [start, end] = [at * DAY, (at + days) * DAY];
        // Whole days are the finest step of the example: a reading is held when each of its days is.
        const held = Array.from({ length: days }, (_, i) => start + i * DAY).every((day) =>
          own.some(({ customerId, from, to }) => customerId === 'me' && from <= day && (to === null || day + DAY <= to)),
        );
        const authorized = period.start <= start && (period.end === null || start < period.end);
        const windows = result.visible ? windowsOfChannel(result.usagePoints[0]!, end - start) : [];
        expect(windows.some((window) => window.start <= start && start < window.end)).toBe(held && authorized);
      }),
      { numRuns: 500 },
    );
  });

  it('of a day or less is judged by its start, as before', () => {
    const point = { windows: [{ start: 0, end: 10 }], held: [{ start: 0, end: 10 }] };
    expect(windowsOfChannel(point, DAY)).toEqual(point.windows);
  });
});
