import { describe, expect, it } from '@jest/globals';
import type { TariffPeriod } from '@greenledger/contracts';
import { localDayBounds } from '@greenledger/espi';
import { ZONE } from '../testing/meter-log.js';
import { timesOfUse, type TariffCalendar } from './tariff-calendar.js';

const period = (rank: number, tou: number, differences: Partial<TariffPeriod> = {}): TariffPeriod => ({
  rank,
  tou,
  name: null,
  months: [],
  days: 'all',
  dates: [],
  fromMinute: 0,
  toMinute: 1_440,
  price: null,
  ...differences,
});
const calendar = (from: string, ...periods: TariffPeriod[]): TariffCalendar => ({ tariff: 'T', from, periods, digest: '', updated: 0 });
const PEAK = { fromMinute: 16 * 60, toMinute: 21 * 60 };
const SUMMER = [6, 7, 8, 9];
const CALENDAR = calendar(
  '2025-01-01',
  period(1, 9, { dates: ['2025-07-04'] }),
  period(2, 1, { ...PEAK, months: SUMMER, days: 'weekdays' }),
  period(3, 2, { ...PEAK, days: 'weekdays' }),
  period(4, 3, { days: 'weekends' }),
  period(5, 4),
);
/** The numbers of a day, hour by hour, runs written once with how long they are. */
function runsOf(calendars: readonly TariffCalendar[], day: string): string {
  const { start, end } = localDayBounds(ZONE, day);
  const at = timesOfUse(calendars, ZONE, day);
  const runs: [tou: number | undefined, hours: number][] = [];
  for (let moment = start; moment < end; moment += 3_600) {
    const tou = at(moment)?.tou;
    if (runs.at(-1)?.[0] === tou && runs.length > 0) runs.at(-1)![1]++;
    else runs.push([tou, 1]);
  }
  return runs.map(([tou, hours]) => `${tou ?? '-'}x${hours}`).join(' ');
}

describe('times of use', () => {
  it.each([
    ['a summer weekday', '2025-07-08', '4x16 1x5 4x3'],
    ['a winter weekday', '2025-01-07', '4x16 2x5 4x3'],
    ['a weekend', '2025-07-05', '3x24'],
    ['a holiday, which its rank puts first', '2025-07-04', '9x24'],
    ['the day of 23 hours: the peak keeps its hours on the wall', '2025-03-09', '3x23'],
    ['a day before the calendar begins', '2024-12-31', '-x24'],
  ])('of %s', (_name, day, runs) => expect(runsOf([CALENDAR], day)).toBe(runs));

  it('follow the clock on the wall on the days on which it changes', () => {
    const daily = calendar('2025-01-01', period(1, 1, PEAK));
    expect(runsOf([daily], '2025-03-09')).toBe('-x15 1x5 -x3');
    expect(runsOf([daily], '2025-11-02')).toBe('-x17 1x5 -x3');
    // Half past one comes twice, and is the same time of use twice.
    const night = calendar('2025-01-01', period(1, 7, { fromMinute: 60, toMinute: 120 }));
    expect(runsOf([night], '2025-11-02')).toBe('-x1 7x2 -x22');
  });

  it('are those of the newest calendar that has begun', () => {
    const next = calendar('2025-07-08', period(1, 8));
    expect(runsOf([next, CALENDAR], '2025-07-07')).toBe('4x16 1x5 4x3');
    expect(runsOf([next, CALENDAR], '2025-07-08')).toBe('8x24');
  });

  it('are none where no period holds', () => {
    expect(runsOf([calendar('2025-01-01', period(1, 1, { months: [6] }))], '2025-01-07')).toBe('-x24');
    expect(runsOf([calendar('2025-01-01')], '2025-01-07')).toBe('-x24');
  });
});
