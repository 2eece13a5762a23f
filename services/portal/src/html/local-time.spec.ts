import { describe, expect, it } from '@jest/globals';
import { addDays, localDay, startOfLocalDay } from './local-time.js';

const zone = 'America/Los_Angeles';
const iso = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

describe('local days', () => {
  it.each([
    ['2026-01-15', '2026-01-15T08:00:00.000Z'],
    ['2026-03-08', '2026-03-08T08:00:00.000Z'],
    ['2026-03-09', '2026-03-09T07:00:00.000Z'],
    ['2026-11-01', '2026-11-01T07:00:00.000Z'],
    ['2026-11-02', '2026-11-02T08:00:00.000Z'],
  ])('%s begins at %s', (day, begins) => {
    expect(iso(startOfLocalDay(day, zone))).toBe(begins);
    expect(localDay(startOfLocalDay(day, zone)!, zone)).toBe(day);
    expect(localDay(startOfLocalDay(day, zone)! - 1, zone)).toBe(addDays(day, -1));
  });
  it.each(['2026-02-30', '2026-13-01', '1/2/2026', '', '2026-1-1'])('takes no %s for a day', (day) =>
    expect(startOfLocalDay(day, zone)).toBeUndefined(),
  );
});
