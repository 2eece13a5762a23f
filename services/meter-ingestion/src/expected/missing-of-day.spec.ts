import { describe, expect, it } from '@jest/globals';
import type { RunOfReadings } from '@greenledger/contracts';
import { localDaysOf } from '../import/local-days.js';
import { type Circumstances, missingOfDay } from './missing-of-day.js';

const HOUR = 3_600;
const dayAt = (iso: string): ReturnType<ReturnType<typeof localDaysOf>['at']> =>
  localDaysOf('America/Los_Angeles').at(Date.parse(iso) / 1_000);
const DAY = dayAt('2026-01-10T20:00Z');
const at = (hour: number): number => DAY.start + hour * HOUR;
const CHANNEL = '1.1.4.12.72.0.3600';
const known = (changes: Partial<Circumstances> = {}): Circumstances => ({
  meters: [{ meter: 'M-1', from: 0, to: null }],
  agreements: [{ from: 0, to: null }],
  refusals: [],
  newestEnd: DAY.end + HOUR,
  lateBefore: DAY.end + HOUR,
  ...changes,
});
const refusal = (from: number, to: number, meterNumber = 'M-1', importId = 'i-1') =>
  ({ importId, code: 'unknown-quality-flag', meterNumber, channel: CHANNEL, from, to }) as const;
const told = (runs: readonly RunOfReadings[] | undefined, changes: Partial<Circumstances> = {}, length = HOUR) =>
  missingOfDay(DAY, length, runs, known(changes)).map(({ reason, count, from, to, refused }) => [
    reason,
    count,
    (from - DAY.start) / HOUR,
    (to - DAY.start) / HOUR,
    refused?.importId ?? null,
  ]);

describe('why readings of a day are missing', () => {
  it('is told apart: said to have no value, refused, and not received', () => {
    const runs: RunOfReadings[] = [
      [at(0), 10, 1],
      [at(10), 2, 0],
      [at(20), 3, 1],
    ];
    expect(told(runs, { refusals: [refusal(at(12), at(15))] })).toEqual([
      ['no-value', 2, 10, 12, null],
      ['refused', 3, 12, 15, 'i-1'],
      // One entry for both stretches: its moments are those of the first and the last.
      ['not-received', 6, 15, 24, null],
    ]);
  });

  it('is that no meter was in place, or no agreement held the service, before anything else', () => {
    const meters = [{ meter: 'M-1', from: at(5) + 600, to: at(20) }];
    const changes = { meters, agreements: [{ from: at(8), to: null }], refusals: [refusal(at(0), at(24))] };
    expect(told([[at(10), 10, 1]], changes)).toEqual([
      // The hour in which the meter came is no whole one: it is not expected either. Behind 20 h the meter was gone.
      ['not-installed', 10, 0, 24, null],
      ['not-active', 2, 6, 8, null],
      ['refused', 2, 8, 10, 'i-1'],
    ]);
    expect(told(undefined, { meters })).toEqual([['not-installed', 10, 0, 24, null]]);
    expect(told([[at(0), 24, 1]], { meters })).toEqual([]);
  });

  it('is a refused line only where it was one of the meter that was in place', () => {
    const meters = [
      { meter: 'M-1', from: 0, to: at(12) },
      { meter: 'M-2', from: at(12), to: null },
    ];
    const refusals = [refusal(at(0), at(24), 'M-2', 'i-2'), refusal(at(0), at(2), 'M-1', 'i-1')];
    expect(told([], { meters, refusals })).toEqual([
      ['refused', 2, 0, 2, 'i-1'],
      ['not-received', 10, 2, 12, null],
      ['refused', 12, 12, 24, 'i-2'],
    ]);
  });

  it('is that it is not due for what follows the newest reading and is not late yet', () => {
    const runs: RunOfReadings[] = [
      [at(0), 5, 1],
      [at(6), 4, 1],
    ];
    expect(told(runs, { newestEnd: at(10), lateBefore: at(18) })).toEqual([
      ['not-received', 9, 5, 18, null],
      ['not-due', 6, 18, 24, null],
    ]);
    expect(told([], { newestEnd: null, lateBefore: at(0) })).toEqual([['not-due', 24, 0, 24, null]]);
    // A later reading has come: what lies before it was passed over.
    expect(told(runs, { lateBefore: at(0) })).toEqual([['not-received', 15, 5, 24, null]]);
  });

  it('counts a day of a clock change, daily values, and neither registers nor long periods', () => {
    const long = dayAt('2025-11-02T20:00Z');
    expect(missingOfDay(long, 900, [], known())).toMatchObject([{ day: '2025-11-02', count: 100, from: long.start, to: long.end }]);
    // Written with the clock of the winter on a day of the summer: an hour off.
    const daily = missingOfDay(DAY, 86_400, [], known({ refusals: [refusal(at(1), at(25))] }));
    expect(daily).toMatchObject([{ reason: 'refused', count: 1, from: DAY.start, to: DAY.end }]);
    expect(told([], { refusals: [refusal(at(-23), at(1))] }, 86_400)).toEqual([['not-received', 1, 0, 24, null]]);
    expect(told([[at(0), 1, 0]], {}, 86_400)).toEqual([['no-value', 1, 0, 24, null]]);
    for (const length of [0, 2_592_000]) expect(told([], {}, length)).toEqual([]);
  });
});
