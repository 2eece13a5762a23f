import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres, startPostgres, type PostgresServer } from '@greenledger/embedded';
import { createServiceRole, migrateSchema } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { compact } from '../src/months/compaction.js';
import { migrations } from '../src/persistence/migrations/index.js';
import { dayOfMoment, monthOf } from '../src/projections/day-number.js';
import { readDayVersions } from '../src/release/day-versions.js';
import { forget } from './page-cache.js';
import { bytesOfBlock, storeHistory, type Kind } from './stored-history.js';

// What a reading takes on disk, in days and in months, how fast months are made, and how long 48 months of a channel take to read from
// either, from memory and from disk. Nothing but data-delivery's tables and the code that reads and writes them.
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 21);
const MONTHS = Number(process.env['BENCH_MONTHS'] ?? 48);
const METERS = Number(process.env['BENCH_METERS'] ?? 600);
const KINDS: readonly Kind[] = [
  { name: 'hourly', channels: METERS, intervalLength: 3_600 },
  { name: '15-minute', channels: Math.round(METERS / 5), intervalLength: 900 },
  { name: 'daily', channels: METERS, intervalLength: 86_400 },
];
const COLD_READS = 14;

const report = (figure: string, value: number, unit: string, note = ''): void =>
  void process.stdout.write(`${JSON.stringify({ figure, value, unit, note })}\n`);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const range = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1);
  return `${at(0)}–${at(1)}, a quarter below ${at(0.25)}`;
};

class Server {
  #server!: PostgresServer;
  constructor(private readonly directory: string) {}

  async start(): Promise<void> {
    this.#server = await startPostgres({ directory: this.directory });
  }
  stop(): Promise<void> {
    return this.#server.stop();
  }
  url(database: string): string {
    const url = new URL(this.#server.url);
    url.pathname = `/${database}`;
    return url.toString();
  }
  async with<T>(database: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const extra = { options: '-c search_path=data_delivery', max: 2 };
    const dataSource = await new DataSource({ type: 'postgres', url: this.url(database), installExtensions: false, extra }).initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  }
}

const bytesOf = async (table: string, dataSource: DataSource): Promise<{ all: number; index: number }> => {
  const [row] = await dataSource.query(`SELECT pg_total_relation_size($1) AS all, pg_indexes_size($1) AS index`, [table]);
  return { all: Number(row.all), index: Number(row.index) };
};

async function measureKind(server: Server, kind: Kind, first: number, days: number): Promise<void> {
  const [hot, cold] = [`hot_${kind.intervalLength}`, `cold_${kind.intervalLength}`];
  await server.with('postgres', (admin) => admin.query(`CREATE DATABASE ${hot}`));
  await createServiceRole({ adminUrl: server.url(hot), service: 'data-delivery', password: 'bench' });
  await migrateSchema({ adminUrl: server.url(hot), service: 'data-delivery', migrations });
  const readings = await server.with(hot, async (dataSource) => {
    const stored = await storeHistory(kind, first, days, dataSource);
    await dataSource.query('VACUUM ANALYZE reading_day');
    const { all, index } = await bytesOf('reading_day', dataSource);
    const note = `${(index / stored).toFixed(2)} of it index; block alone ${((bytesOfBlock(kind) * kind.intervalLength) / 86_400).toFixed(2)}`;
    report(`${kind.name}, days: on disk`, all / stored, 'bytes/reading', note);
    return stored;
  });
  await server.with('postgres', (admin) => admin.query(`CREATE DATABASE ${cold} TEMPLATE ${hot}`));
  await server.with(cold, async (dataSource) => {
    const before = process.cpuUsage();
    const done = (await compact(dataSource, { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 }))!;
    const cpu = process.cpuUsage(before);
    if (done.versions !== kind.channels * days) throw new Error(`${done.versions} of ${kind.channels * days} days were compacted`);
    const perDay = `${(((cpu.user + cpu.system) / done.versions) * 1).toFixed(1)} µs of CPU a day here`;
    report(`${kind.name}: compaction`, done.versions / done.seconds, 'days/s', `${done.months} months of channels; ${perDay}`);
    await dataSource.query('VACUUM ANALYZE reading_day, reading_month');
    const months = await bytesOf('reading_month', dataSource);
    const rest = await bytesOf('reading_day', dataSource);
    report(`${kind.name}, months: on disk`, months.all / readings, 'bytes/reading', `${(months.index / readings).toFixed(2)} of it index`);
    report(
      `${kind.name}: left of the days, empty`,
      rest.all / readings,
      'bytes/reading',
      `${(rest.index / readings).toFixed(2)} of it index; reused`,
    );
  });
}

/** Milliseconds to read all days of a channel as a feed does, in turn from both databases. */
async function readInTurn(
  server: Server,
  kind: Kind,
  channels: readonly number[],
  warm: boolean,
): Promise<{ days: number[]; months: number[] }> {
  const times = { days: [] as number[], months: [] as number[] };
  await server.with(`hot_${kind.intervalLength}`, (hot) =>
    server.with(`cold_${kind.intervalLength}`, async (cold) => {
      const read = async (channel: number, from: DataSource): Promise<number> => {
        const begin = performance.now();
        await readDayVersions([channel], { start: 0, end: Date.now() / 1_000 }, {}, from);
        return performance.now() - begin;
      };
      // What a connection reads of the catalogue at first is not measured.
      for (const from of [hot, cold]) for (const channel of warm ? channels : [0]) await read(channel, from);
      for (const channel of channels) {
        times.days.push(await read(channel, hot));
        times.months.push(await read(channel, cold));
      }
    }),
  );
  return times;
}

function reportReads(kind: Kind, how: string, { days, months }: { days: number[]; months: number[] }): void {
  const name = `${kind.name}, ${MONTHS} months of a channel, ${how}`;
  report(`${name}: from days`, median(days), 'ms', range(days));
  report(`${name}: from months`, median(months), 'ms', range(months));
  report(`${name}: days ÷ months`, median(days.map((time, i) => time / months[i]!)), '×');
}

const directory = mkdtempSync(join(tmpdir(), 'greenledger-storage-'));
const server = new Server(directory);
try {
  await server.start();
  const last = monthOf(dayOfMoment(Date.now() / 1_000));
  const days = Math.round((MONTHS * 365.25) / 12);
  for (const kind of KINDS) await measureKind(server, kind, last - days, days);
  const [dataDirectory] = await server.with('postgres', (admin) => admin.query('SHOW data_directory'));
  for (const kind of KINDS) {
    const some = (count: number, of: number): number[] => Array.from({ length: count }, (_, i) => 1 + ((i * 37 + of) % kind.channels));
    reportReads(kind, 'warm', await readInTurn(server, kind, some(ROUNDS, 0), true));
    await server.stop();
    await forget(join(dataDirectory.data_directory, 'base'));
    await server.start();
    reportReads(kind, 'cold', await readInTurn(server, kind, some(COLD_READS, 11), false));
  }
} finally {
  await server.stop();
  removePostgres(directory);
  rmSync(directory, { recursive: true, force: true });
}
