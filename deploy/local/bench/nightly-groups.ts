import { localDayOf, TOWN_TIME_ZONE } from '../src/town/index.js';
import { localDays, type LocalDay } from '../src/town/local-days.js';
import { writeBenchFile, type BenchFile } from './bench-file.js';
import { setting } from './figures.js';
import type { MeterGroup } from './meter-file.js';

// A utility's nightly file of many meters, a day each: 100,000 hourly and 10,000 15-minute ones at BENCH_SCALE=1.
const SCALE = setting('BENCH_SCALE', 0.05);
const numbers = (prefix: string, count: number): string[] => Array.from({ length: Math.round(count) }, (_, i) => `${prefix}${100_000 + i}`);

export const HOURLY: MeterGroup = { meterNumbers: numbers('BH', 100_000 * SCALE), step: 3_600 };
export const QUARTERLY: MeterGroup = { meterNumbers: numbers('BQ', 10_000 * SCALE), step: 900 };

/** The days of the calendar months before today, where the meters are. */
export const daysBeforeToday = (months: number): LocalDay[] => localDays(localDayOf(new Date(), TOWN_TIME_ZONE), months, TOWN_TIME_ZONE);

/** A file for each day: one more night of the same meters. */
export async function* nights(scratch: string, days: readonly LocalDay[]): AsyncGenerator<BenchFile> {
  for (const day of days) {
    const span = { from: day.start, to: day.end };
    const parts = [
      { group: HOURLY, firstChannel: 0, ...span },
      { group: QUARTERLY, firstChannel: 1_000_000, ...span },
    ];
    yield await writeBenchFile(scratch, `night-${day.day}`, parts, day);
  }
}
