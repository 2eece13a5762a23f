import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDays } from './local-days.js';

describe('local days', () => {
  it.each([
    ['America/Los_Angeles', '2026-03-08', 23],
    ['America/Los_Angeles', '2025-11-02', 25],
    ['America/St_Johns', '2025-06-01', 24],
    ['Asia/Tokyo', '2025-06-01', 24],
  ])('in %s, %s has %i hours', (zone, day, hours) => {
    const found = new LocalDays(zone).at(Date.parse(`${day}T18:00:00Z`) / 1_000);
    const other = new LocalDays(zone).at(Date.parse(`${day}T12:00:00Z`) / 1_000);
    expect([found, other].find((each) => each.day === day)).toMatchObject({ day });
    expect([found, other].filter((each) => each.day === day).map(({ start, end }) => (end - start) / 3_600)).toContain(hours);
  });

  it('hold the moment asked for, in whatever order moments are asked', () => {
    const days = new LocalDays('America/Los_Angeles');
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), (t) => {
        const { start, end } = days.at(t);
        expect(start <= t && t < end).toBe(true);
      }),
    );
  });

  it('know the midnight that is near', () => {
    const days = new LocalDays('America/Los_Angeles');
    const midnight = Date.UTC(2025, 5, 2, 7) / 1_000;
    expect([days.midnightNear(midnight), days.midnightNear(midnight - 3_600), days.midnightNear(midnight + 3_600)]).toEqual([
      midnight,
      midnight,
      midnight,
    ]);
    expect(days.midnightNear(midnight + 7_200)).toBeUndefined();
  });
});
