import { localDayOf, TOWN_TIME_ZONE } from '../src/town/index.js';
import { localDays } from '../src/town/local-days.js';
import { benchServices, writeBenchFile, type BenchFile } from './bench-file.js';
import { withStack } from './bench-stack.js';
import { setting } from './figures.js';
import { compareImports } from './import-comparison.js';
import type { MeterGroup } from './meter-file.js';

// A utility's nightly file of many meters, a day each: 100,000 hourly and 10,000 15-minute ones at BENCH_SCALE=1. Each round is one
// more night of the same meters.
const ROUNDS = setting('BENCH_ROUNDS', 5);
const SCALE = setting('BENCH_SCALE', 0.05);

const numbers = (prefix: string, count: number): string[] => Array.from({ length: Math.round(count) }, (_, i) => `${prefix}${100_000 + i}`);
const HOURLY: MeterGroup = { meterNumbers: numbers('BH', 100_000 * SCALE), step: 3_600 };
const QUARTERLY: MeterGroup = { meterNumbers: numbers('BQ', 10_000 * SCALE), step: 900 };

async function* nights(scratch: string): AsyncGenerator<BenchFile> {
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), 2, TOWN_TIME_ZONE).slice(0, ROUNDS + 1);
  for (const day of days) {
    const span = { from: day.start, to: day.end };
    const parts = [
      { group: HOURLY, firstChannel: 0, ...span },
      { group: QUARTERLY, firstChannel: 1_000_000, ...span },
    ];
    yield await writeBenchFile(scratch, `night-${day.day}`, parts, day);
  }
}

await withStack((bench) => compareImports(bench, benchServices([HOURLY, QUARTERLY]), nights(bench.scratch)));
