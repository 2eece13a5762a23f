import { localDayOf, TOWN_TIME_ZONE } from '../src/town/index.js';
import { localDays } from '../src/town/local-days.js';
import { benchServices, writeBenchFile, type BenchFile } from './bench-file.js';
import { withStack } from './bench-stack.js';
import { setting } from './figures.js';
import { compareImports } from './import-comparison.js';
import type { MeterGroup } from './meter-file.js';

// History taken over from an older system: few meters a file, BENCH_MONTHS of 15-minute readings each. Each round brings new meters.
const ROUNDS = setting('BENCH_ROUNDS', 3);
const MONTHS = setting('BENCH_MONTHS', 48);
const METERS = 3;

const GROUPS: readonly MeterGroup[] = Array.from({ length: ROUNDS + 1 }, (_, round) => ({
  meterNumbers: Array.from({ length: METERS }, (_, i) => `BB${round}-${i}`),
  step: 900,
}));

async function* histories(scratch: string): AsyncGenerator<BenchFile> {
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), MONTHS, TOWN_TIME_ZONE);
  const span = { from: days[0]!.start, to: days.at(-1)!.end };
  for (const [round, group] of GROUPS.entries()) {
    yield await writeBenchFile(
      scratch,
      `history-${round}`,
      [{ group, firstChannel: round * METERS, ...span }],
      days[days.length - 60 + round]!,
    );
  }
}

await withStack((bench) => compareImports(bench, benchServices(GROUPS), histories(bench.scratch)));
