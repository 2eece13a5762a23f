import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { localDays } from '../src/town/local-days.js';
import { localDayOf, storyAccount, TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { untilReadable } from './arrival.js';
import { authorizeBenchCompany } from './bench-company.js';
import { benchExtract } from './bench-extract.js';
import { withStack, type BenchStack } from './bench-stack.js';
import { median, note, report, setting, spread } from './figures.js';
import { cmepLines, copyRows, readingsOf, type MeterGroup } from './meter-file.js';
import { createPlainTable, findPlainCopy, PLAIN_TABLE } from './plain-copy.js';
import { reportPeakMemory } from './process-memory.js';
import { folderBytes, tableBytes } from './stored-bytes.js';

// A utility's nightly file: from the first byte uploaded until its last reading stands in the feed of a company, through all five
// services, beside COPY of the same readings as plain rows into the same PostgreSQL. Each round is one more night of the same meters.
const ROUNDS = setting('BENCH_ROUNDS', 5);
const SCALE = setting('BENCH_SCALE', 0.05);

const numbers = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${100_000 + i}`);
/** The probe comes last, so that all else of the file is readable when it is: the log is projected in order. */
const PROBE = 'BP-1';
const GROUPS: readonly MeterGroup[] = [
  { meterNumbers: numbers('BH', Math.round(100_000 * SCALE)), step: 3_600 },
  { meterNumbers: numbers('BQ', Math.round(10_000 * SCALE)), step: 900 },
  { meterNumbers: [PROBE], step: 3_600 },
];

interface Night {
  readonly content: string;
  readonly rowFile: string;
  readonly readings: number;
  readonly from: number;
  readonly lastStart: number;
}

async function prepareNight({ scratch }: BenchStack, day: { start: number; end: number; day: string }): Promise<Night> {
  const content = GROUPS.flatMap((group) => [...cmepLines(group, day.start, day.end, day.end)]).join('');
  const rowFile = join(scratch, `rows-${day.day}.tsv`);
  const rows = GROUPS.flatMap((group, i) => [...copyRows(group, i * 1_000_000, day.start, day.end)]);
  await pipeline(Readable.from(rows), createWriteStream(rowFile));
  const readings = GROUPS.reduce((sum, group) => sum + readingsOf(group, day.start, day.end), 0);
  return { content, rowFile, readings, from: day.start, lastStart: day.end - 3_600 };
}

await withStack(async (bench) => {
  const { stack, database } = bench;
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  const services = GROUPS.flatMap(({ meterNumbers }) =>
    meterNumbers.map((meterNumber) => ({
      meterNumber,
      customerNumber: meterNumber === PROBE ? storyAccount.customerNumber! : `C-${meterNumber}`,
    })),
  );
  const extractBegin = performance.now();
  const extract = await upload(target, 'cis-extracts', { fileName: 'bench-cis.csv', content: benchExtract(services, TOWN_TIME_ZONE) });
  await waitUntilStored(target, extract.importId, 900_000);
  const extractSeconds = (performance.now() - extractBegin) / 1_000;
  report({
    figure: 'CIS extract',
    value: services.length / extractSeconds,
    unit: 'rows/s',
    note: `${services.length} service points, once`,
  });
  const grant = await authorizeBenchCompany(stack, bench.scratch);
  await createPlainTable(database);
  const plainCopy = await findPlainCopy(stack.databaseUrl);
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), 2, TOWN_TIME_ZONE).slice(0, ROUNDS + 1);
  const before = await tableBytes(database);
  const rawBefore = folderBytes(join(stack.directory, 'meter-ingestion/raw-files'));
  const [feed, stored, plain, ratios]: number[][] = [[], [], [], []];
  let readings = 0;

  for (const [round, day] of days.entries()) {
    const night = await prepareNight(bench, day);
    readings += night.readings;
    const plainSeconds = await plainCopy.load(night.rowFile);
    const begin = performance.now();
    const since = (): number => (performance.now() - begin) / 1_000;
    const { importId } = await upload(target, 'meter-files', { fileName: `night-${day.day}.cmep`, content: night.content });
    const received = since();
    await untilReadable(stack.services['data-delivery'].url, grant, night.from, night.lastStart);
    const readable = since();
    const status = await waitUntilStored(target, importId);
    const confirmed = since();
    if (status.stored.added !== night.readings)
      throw new Error(`${night.readings} readings were sent, but ${status.stored.added} were stored: ${JSON.stringify(status)}`);
    note(
      `${round === 0 ? 'warm-up' : `round ${round}`}: ${night.readings} readings, ${(night.content.length / 1e6).toFixed(1)} MB; received ${received.toFixed(2)} s, ` +
        `readable ${readable.toFixed(2)} s, confirmed ${confirmed.toFixed(2)} s; plain COPY ${plainSeconds.toFixed(2)} s`,
    );
    if (round === 0) continue;
    feed!.push(night.readings / readable);
    stored!.push(night.readings / confirmed);
    plain!.push(night.readings / plainSeconds);
    ratios!.push(plainSeconds / readable);
  }

  const perNight = `${readings / days.length} readings a night, ${ROUNDS} rounds`;
  report({ figure: 'upload to readable in the feed', value: median(feed!), unit: 'readings/s', note: `${spread(feed!)}; ${perNight}` });
  report({ figure: 'upload to confirmed stored', value: median(stored!), unit: 'readings/s', note: spread(stored!) });
  report({ figure: 'plain COPY of rows', value: median(plain!), unit: 'readings/s', note: `${spread(plain!)}; ${plainCopy.name}` });
  report({ figure: 'readable ÷ plain COPY', value: median(ratios!), unit: '×', note: `${spread(ratios!, 3)}; target 2` });

  const after = await tableBytes(database);
  const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const perReading = (bytes: number): number => bytes / readings;
  const growth = [...after.keys()]
    .filter((name) => name !== PLAIN_TABLE && grown(name) > readings / 100)
    .sort((a, b) => grown(b) - grown(a));
  for (const name of growth)
    report({ figure: `disk: ${name}`, value: perReading(grown(name)), unit: 'bytes/reading', note: 'with indexes and TOAST' });
  report({
    figure: 'disk: plain rows',
    value: perReading(after.get(PLAIN_TABLE)!),
    unit: 'bytes/reading',
    note: 'with the index of its key',
  });
  const raw = folderBytes(join(stack.directory, 'meter-ingestion/raw-files')) - rawBefore;
  report({ figure: 'disk: raw files kept', value: perReading(raw), unit: 'bytes/reading' });
  report({ figure: 'disk: JetStream', value: perReading(folderBytes(join(stack.directory, 'nats'))), unit: 'bytes/reading' });
  reportPeakMemory(stack);
});
