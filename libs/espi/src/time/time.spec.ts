import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDayBounds, localDayOf } from './local-day.js';
import { minuteOfDay } from './minute-of-day.js';
import { localTimeParametersOf } from './local-time-parameters.js';
import { formatTimestamp, parseTimestamp } from './timestamp.js';

describe('timestamps', () => {
  it.each([
    'All',
    '03/01/2016',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00.0Z',
    '2026-01-01',
  ])('refuses %s', (text) => expect(parseTimestamp(text)).toBeUndefined());

  it('reads back every second that it writes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (t) => expect(parseTimestamp(formatTimestamp(t))).toBe(t)));
  });
});

describe('local days', () => {
  it.each([
    ['2025-03-09', 23],
    ['2025-11-02', 25],
    ['2025-07-04', 24],
  ])('%s in Los Angeles has %d hours', (day, hours) => {
    const { start, end } = localDayBounds('America/Los_Angeles', day);
    expect((end - start) / 3600).toBe(hours);
    expect(localDayOf('America/Los_Angeles', start)).toBe(day);
    expect(localDayOf('America/Los_Angeles', end - 1)).toBe(day);
  });

  it('refuses days and zones that do not exist', () => {
    expect(() => localDayBounds('America/Los_Angeles', '2025-02-30')).toThrow(RangeError);
    expect(() => localDayBounds('Mars/Olympus', '2025-02-01')).toThrow(RangeError);
  });
});

describe('the minute of a local day', () => {
  it.each([
    ['2025-07-04', [0, 60, 1_439], [0, 60, 1_439]],
    // 2 o'clock is left out, and then 1 o'clock comes twice.
    ['2025-03-09', [0, 60, 119, 120, 1_379], [0, 60, 119, 180, 1_439]],
    ['2025-11-02', [0, 60, 119, 120, 180, 1_499], [0, 60, 119, 60, 120, 1_439]],
  ])('%s by the clock on the wall', (day, minutesGone, shown) => {
    const zone = 'America/Los_Angeles';
    const { start } = localDayBounds(zone, day);
    const minute = minuteOfDay(zone, day);
    expect(minutesGone.map((gone) => minute(start + gone * 60))).toEqual(shown);
  });
});

describe('LocalTimeParameters', () => {
  const US = { dstEndRule: 'B40E2000', dstOffset: 3600, dstStartRule: '360E2000' };
  it.each([
    ['America/Los_Angeles', { ...US, tzOffset: -28_800 }],
    ['America/New_York', { ...US, tzOffset: -18_000 }],
    ['America/Phoenix', { dstEndRule: 'FFFFFFFF', dstOffset: 0, dstStartRule: 'FFFFFFFF', tzOffset: -25_200 }],
    // Last Sunday of March at 2 h, last Sunday of October at 3 h.
    ['Europe/Berlin', { dstEndRule: 'AE0E3000', dstOffset: 3600, dstStartRule: '3E0E2000', tzOffset: 3600 }],
    ['Australia/Sydney', { dstEndRule: '440E3000', dstOffset: 3600, dstStartRule: 'A40E2000', tzOffset: 36_000 }],
  ])('of %s', (zone, expected) => expect(localTimeParametersOf(zone)).toEqual(expected));
});
