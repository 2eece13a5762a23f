import { join } from 'node:path';
import { TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { untilReadable, untilUsagePointsArrived } from './arrival.js';
import { authorizeBenchCompany, type BenchGrant } from './bench-company.js';
import { benchExtract, type BenchService } from './bench-extract.js';
import type { BenchFile } from './bench-file.js';
import type { BenchStack } from './bench-stack.js';
import { median, note, report, spread } from './figures.js';
import { createPlainTable, findPlainCopy, PLAIN_TABLE } from './plain-copy.js';
import { noteStages, StageWatch, type Stages } from './import-stages.js';
import { peakMemory, reportPeakMemory } from './process-memory.js';
import { processTimes, timeBetween } from './process-time.js';
import { folderBytes, tableBytes } from './stored-bytes.js';

interface Round {
  readonly readings: number;
  /** Seconds from the first byte uploaded until the last reading is in the feed. */
  readonly readable: number;
  /** The same until the import says that all is stored. */
  readonly confirmed: number;
  readonly stages: Stages;
  /** CPU seconds by process, until confirmed. */
  readonly cpu: ReadonlyMap<string, number>;
  readonly plain: number;
}

/**
 * Imports file after file through all services, in turn with COPY of the same readings as plain rows into the same PostgreSQL, and
 * reports speeds, disk and memory. The first file only warms up. @throws Error when a reading is not stored.
 */
export async function compareImports(bench: BenchStack, services: readonly BenchService[], files: AsyncIterable<BenchFile>): Promise<void> {
  const { stack, database } = bench;
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  await importExtract(bench, target, services);
  const afterExtract = peakMemory(stack.services['meter-ingestion'].pid);
  if (afterExtract !== undefined) note(`peak memory of meter-ingestion after the extract: ${(afterExtract / 1e6).toFixed(0)} MB`);
  const grant = await authorizeBenchCompany(stack, bench.scratch);
  await createPlainTable(database);
  const plainCopy = await findPlainCopy(stack.databaseUrl);
  const disk = await measureDisk(bench);
  const rounds: Round[] = [];
  bench.profiling.begin(stack);
  for await (const file of files) {
    const plain = await plainCopy.load(file.rowFile);
    const round = { ...(await importFile(bench, target, grant, file)), plain };
    rounds.push(round);
    const [readable, confirmed] = [round.readable.toFixed(2), round.confirmed.toFixed(2)];
    const what = rounds.length === 1 ? 'warm-up' : `round ${rounds.length - 1}`;
    note(`${what}: ${file.readings} readings, readable in ${readable} s, confirmed in ${confirmed} s, plain COPY ${plain.toFixed(2)} s`);
    noteStages(round.stages, round.cpu);
  }
  await bench.profiling.end(stack);
  reportSpeeds(rounds.slice(1), plainCopy.name);
  await disk.report(rounds.reduce((sum, { readings }) => sum + readings, 0));
  reportPeakMemory(stack);
}

async function importExtract({ database }: BenchStack, target: UploadTarget, services: readonly BenchService[]): Promise<void> {
  const begin = performance.now();
  const extract = await upload(target, 'cis-extracts', { fileName: 'bench-cis.csv', content: benchExtract(services, TOWN_TIME_ZONE) });
  await waitUntilStored(target, extract.importId, 900_000);
  const seconds = (performance.now() - begin) / 1_000;
  report({ figure: 'CIS extract', value: services.length / seconds, unit: 'rows/s', note: `${services.length} service points, once` });
  await untilUsagePointsArrived(database, services.length);
  const arrived = (performance.now() - begin) / 1_000;
  report({
    figure: 'CIS extract, known to data-delivery',
    value: services.length / arrived,
    unit: 'rows/s',
    note: `${arrived.toFixed(1)} s`,
  });
}

async function importFile(
  { stack, database }: BenchStack,
  target: UploadTarget,
  grant: BenchGrant,
  file: BenchFile,
): Promise<Omit<Round, 'plain'>> {
  const before = processTimes(stack);
  const watch = new StageWatch(database);
  const begin = performance.now();
  const since = (): number => (performance.now() - begin) / 1_000;
  const { importId } = await upload(target, 'meter-files', file);
  watch.uploaded();
  await untilReadable(stack.services['data-delivery'].url, grant, file.probeDay, file.lastStart);
  const readable = since();
  const status = await waitUntilStored(target, importId);
  const confirmed = since();
  const stages = await watch.stagesOf(importId);
  if (status.stored.added !== file.readings)
    throw new Error(`${file.readings} readings were sent, but not all were stored: ${JSON.stringify(status)}`);
  return { readings: file.readings, readable, confirmed, stages, cpu: timeBetween(before, processTimes(stack)) };
}

function reportSpeeds(rounds: readonly Round[], copyName: string): void {
  const speeds = (seconds: (round: Round) => number): number[] => rounds.map((round) => round.readings / seconds(round));
  const [readable, confirmed, plain] = [speeds((r) => r.readable), speeds((r) => r.confirmed), speeds((r) => r.plain)];
  const ratios = rounds.map((round) => round.plain / round.readable);
  const rounded = `${rounds.length} rounds of ${rounds[0]!.readings} readings`;
  report({
    figure: 'upload to readable in the feed',
    value: median(readable),
    unit: 'readings/s',
    note: `${spread(readable)}; ${rounded}`,
  });
  report({ figure: 'upload to confirmed stored', value: median(confirmed), unit: 'readings/s', note: spread(confirmed) });
  report({ figure: 'plain COPY of rows', value: median(plain), unit: 'readings/s', note: `${spread(plain)}; ${copyName}` });
  report({ figure: 'readable ÷ plain COPY', value: median(ratios), unit: '×', note: `${spread(ratios, 2)}; target 2` });
}

/** Remembers what lies on disk now, to tell later what a reading added. */
async function measureDisk({ stack, database }: BenchStack): Promise<{ report(readings: number): Promise<void> }> {
  const folders = { 'raw files kept': join(stack.directory, 'meter-ingestion/raw-files'), JetStream: join(stack.directory, 'nats') };
  const measure = async (): Promise<Map<string, number>> => {
    await database.query('CHECKPOINT');
    const tables = await tableBytes(database);
    for (const [name, folder] of Object.entries(folders)) tables.set(name, folderBytes(folder));
    return tables;
  };
  const before = await measure();
  return {
    async report(readings) {
      const after = await measure();
      const grown = [...after].map(([name, bytes]) => [name, (bytes - (before.get(name) ?? 0)) / readings] as const);
      for (const [name, bytes] of grown.filter(([, bytes]) => bytes >= 0.05).sort(([, a], [, b]) => b - a)) {
        const isTable = name.includes('.');
        const title = name === PLAIN_TABLE ? 'plain rows' : name;
        report({ figure: `disk: ${title}`, value: bytes, unit: 'bytes/reading', note: isTable ? 'with indexes and TOAST' : '' });
      }
    },
  };
}
