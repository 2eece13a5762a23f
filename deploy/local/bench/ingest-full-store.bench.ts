import { TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { untilReadable } from './arrival.js';
import { authorizeBenchCompany, type BenchGrant } from './bench-company.js';
import { benchExtract } from './bench-extract.js';
import { benchServices, type BenchFile } from './bench-file.js';
import { withStack, type BenchStack } from './bench-stack.js';
import { median, note, report, setting, spread } from './figures.js';
import { daysBeforeToday, HOURLY, nights, QUARTERLY } from './nightly-groups.js';
import { copyPatterns, PATTERNS, patternFile, settle, untilCompacted } from './stored-history.js';

// The same nights into two systems, in turn: one that has just been set up, and one that holds BENCH_MONTHS of the same meters. The
// history of a few meters is imported and compacted as ever; all others are given copies of it.
const ROUNDS = setting('BENCH_ROUNDS', 7);
const MONTHS = setting('BENCH_MONTHS', 48);
Object.assign(process.env, { COMPACT_EVERY_SECONDS: '30', COMPACT_QUIET_SECONDS: '0' });

interface Side extends BenchStack {
  readonly target: UploadTarget;
  readonly grant: BenchGrant;
}

async function prepared(bench: BenchStack): Promise<Side> {
  const { stack, scratch } = bench;
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  const content = benchExtract(benchServices([HOURLY, QUARTERLY, ...PATTERNS]), TOWN_TIME_ZONE);
  const { importId } = await upload(target, 'cis-extracts', { fileName: 'bench-cis.csv', content });
  await waitUntilStored(target, importId, 900_000);
  return { ...bench, target, grant: await authorizeBenchCompany(stack, scratch) };
}

/** @returns seconds from the first byte uploaded until the last reading is in the feed */
async function importNight({ stack, target, grant }: Side, file: BenchFile): Promise<number> {
  const begin = performance.now();
  const { importId } = await upload(target, 'meter-files', file);
  await untilReadable(stack.services['data-delivery'].url, grant, file.probeDay, file.lastStart);
  const seconds = (performance.now() - begin) / 1_000;
  const { stored } = await waitUntilStored(target, importId);
  if (stored.added !== file.readings)
    throw new Error(`${file.readings} readings were sent, but not all were stored: ${JSON.stringify(stored)}`);
  return seconds;
}

async function fill(side: Side, from: number, to: number): Promise<void> {
  const patterns = patternFile(from, to);
  const { importId } = await upload(side.target, 'meter-files', patterns);
  await waitUntilStored(side.target, importId, 900_000);
  await untilCompacted(MONTHS - 2, side.database);
  const { months, days, bytes } = await copyPatterns(side.database);
  report({ figure: 'months of channels stored', value: months, unit: '', note: `and ${days} days; ${(bytes / 1e6).toFixed(0)} MB` });
}

await withStack((emptyBench) =>
  withStack(async (fullBench) => {
    const all = daysBeforeToday(MONTHS);
    const last = all.slice(-(ROUNDS + 2));
    const [empty, full] = [await prepared(emptyBench), await prepared(fullBench)];
    const speeds = { empty: [] as number[], full: [] as number[] };
    let round = -1;
    for await (const file of nights(fullBench.scratch, last)) {
      // The first night makes the channels of both sides; the second warms up what is filled by then.
      const sides = round % 2 === 0 ? (['empty', 'full'] as const) : (['full', 'empty'] as const);
      const seconds = { empty: 0, full: 0 };
      for (const side of sides) seconds[side] = await importNight(side === 'empty' ? empty : full, file);
      note(`night ${round}: ${file.readings} readings, empty ${seconds.empty.toFixed(2)} s, full ${seconds.full.toFixed(2)} s`);
      if (round === -1) await Promise.all([fill(full, all[0]!.start, last[0]!.start), settle(empty.database)]);
      if (round > 0) for (const side of sides) speeds[side].push(file.readings / seconds[side]);
      round++;
    }
    const ratios = speeds.full.map((speed, i) => speed / speeds.empty[i]!);
    report({ figure: 'empty store: upload to readable', value: median(speeds.empty), unit: 'readings/s', note: spread(speeds.empty) });
    report({
      figure: `${MONTHS} months stored: upload to readable`,
      value: median(speeds.full),
      unit: 'readings/s',
      note: spread(speeds.full),
    });
    const best = Math.max(...speeds.full) / Math.max(...speeds.empty);
    report({ figure: 'full ÷ empty, best of each', value: best, unit: '×' });
    report({ figure: 'full ÷ empty', value: median(ratios), unit: '×', note: `${spread(ratios, 2)}; target 0.9` });
  }),
);
