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
      { name: '2026-01-01', amount: 12, readings: 24 },
      { name: '2026-01-02', amount: 12, readings: 24 },
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
