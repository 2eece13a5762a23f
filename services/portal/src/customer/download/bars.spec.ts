import { describe, expect, it } from '@jest/globals';
import { barsOf, isSummable } from './bars.js';
import { scaleOf } from './scale.js';

const day = (i: number): string => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
const usage = (key: string, days: number, sum = 12_000) => ({
  usagePointId: 'up-1',
  readingTypeKey: key,
  days: Array.from({ length: days }, (_, i) => ({ day: day(i), readings: 24, sum })),
});

describe('barsOf', () => {
  it('shows days, in the unit that people read', () => {
    const { bars, unit, by, total, kind, intervalLength } = barsOf(usage('1.1.4.12.72.0.3600', 2));
    expect({ unit, by, total, kind, intervalLength }).toEqual({ unit: 'kWh', by: 'day', total: 24, kind: '1.1', intervalLength: 3600 });
    expect(bars).toEqual([
      { name: '2026-01-01', amount: 12, readings: 24, cost: undefined },
      { name: '2026-01-02', amount: 12, readings: 24, cost: undefined },
    ]);
  });

  it('shows months when the days are many, and loses none', () => {
    const { bars, by, total } = barsOf(usage('7.1.4.12.169.-3.86400', 100));
    expect(by).toBe('month');
    expect(bars.map(({ name, readings }) => [name, readings])).toEqual([
      ['2026-01', 31 * 24],
      ['2026-02', 28 * 24],
      ['2026-03', 31 * 24],
      ['2026-04', 10 * 24],
    ]);
    expect(total).toBeCloseTo(1200);
  });

  describe('with a tariff', () => {
    const named = { tou: 1, name: 'Peak', readings: 8, sum: 4_000, cost: 200_000 };
    const priced = { ...usage('1.1.4.12.72.0.3600', 0), currency: 840, days: [{ day: day(0), readings: 24, sum: 12_000, cost: 320_000 }] };

    it('tells costs in the currency, and what share each time of use has', () => {
      const rest = { tou: 2, name: null, readings: 16, sum: 8_000, cost: 120_000 };
      const { currency, totalCost, bars, timesOfUse } = barsOf({ ...priced, timesOfUse: [named, rest] });
      expect([currency, totalCost?.toFixed(2), bars[0]!.cost?.toFixed(2)]).toEqual(['USD', '3.20', '3.20']);
      expect(timesOfUse.map(({ tou, name, amount, share }) => [tou, name, amount, share?.toFixed(3)])).toEqual([
        [1, 'Peak', 4, '0.333'],
        [2, undefined, 8, '0.667'],
      ]);
    });

    it('says what no time of use is known of, and tells no shares of amounts of both signs', () => {
      expect(barsOf({ ...priced, timesOfUse: [named] }).timesOfUse[1]).toMatchObject({ tou: undefined, amount: 8, cost: undefined });
      expect(barsOf({ ...priced, timesOfUse: [{ ...named, sum: -4_000 }] }).timesOfUse.map(({ share }) => share)).toEqual([
        undefined,
        undefined,
      ]);
    });

    it('shows no cost in a currency that it cannot name', () => {
      const { currency, totalCost } = barsOf({ ...priced, currency: 999 });
      expect([currency, totalCost]).toEqual([undefined, undefined]);
    });
  });

  it('leaves registers out, which cannot be summed', () => {
    expect(isSummable(usage('1.1.1.12.72.0.0', 1))).toBe(false);
    expect(isSummable(usage('1.1.4.12.72.0.900', 1))).toBe(true);
  });
});

describe('scaleOf', () => {
  it.each([
    [[0, 17], 0, 20, 5],
    [[3, 97], 0, 100, 20],
    [[0.1, 0.42], 0, 0.5, 0.1],
    [[-12, 8], -15, 10, 5],
    [[-4, -1], -4, 0, 1],
    [[0, 0], 0, 1, 0.2],
    [[], 0, 1, 0.2],
  ])('of %p goes from %p to %p by %p', (values, low, high, step) => {
    const scale = scaleOf(values);
    expect(scale.low).toBeCloseTo(low);
    expect(scale.high).toBeCloseTo(high);
    expect(scale.step).toBeCloseTo(step);
  });
});
