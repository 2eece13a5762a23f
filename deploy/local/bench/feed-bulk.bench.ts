import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findExecutable, freePort } from '@greenledger/embedded';
import { formatTimestamp } from '@greenledger/espi';
import { localDays } from '../src/town/local-days.js';
import { localDayOf, TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { registerBenchCompany, SCOPE } from './bench-company.js';
import { benchExtract } from './bench-extract.js';
import { grantAll } from './bench-grants.js';
import { withStack, type BenchStack } from './bench-stack.js';
import { clientToken } from './client-token.js';
import { download, type Download } from './download.js';
import { median, note, report, setting, spread } from './figures.js';
import { cmepLines, type MeterGroup } from './meter-file.js';
import { peakMemory } from './process-memory.js';
import { startNginx, startNodeServer } from './static-servers.js';

// A company's bulk feed: one day, then seven days, of 15-minute readings of many usage points, each under an authorization of its
// own and each a recorded release, beside a static file of the same bytes. Readings come in through the ordinary ingestion.
const ROUNDS = setting('BENCH_ROUNDS', 5);
const USAGE_POINTS = setting('BENCH_USAGE_POINTS', 10_000);
const DAYS = 7;
const READING = '<espi:IntervalReading>';
const SLOW_READERS = 20;
/** Bytes a second that a slow reader takes, and seconds for which it is watched. */
const [SLOW_SPEED, SLOW_SECONDS] = [1_000_000, 20];
/** Milliseconds for which the notifications of the authorizations are waited for. */
const LONGEST_NOTIFYING = 120_000;

await withStack(async (bench) => {
  const { stack, scratch, profiling } = bench;
  const meters: MeterGroup = { meterNumbers: Array.from({ length: USAGE_POINTS }, (_, i) => `BB-${i + 1}`), step: 900 };
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), 1, TOWN_TIME_ZONE).slice(-DAYS - 1, -1);
  await ingest(bench, meters, days[0]!.start, days.at(-1)!.end);
  const port = await freePort();
  const notified = await answerNotifications(port);
  const company = await registerBenchCompany(stack, scratch, port);
  const token = await clientToken(stack.origin, company);
  const headers = { authorization: `Bearer ${token}` };
  const base = `${stack.services['data-delivery'].url}/DataCustodian/espi/1_1/resource`;
  const wake = (): Promise<unknown> => fetch(`${base}/Authorization/none`, { headers });
  const granted = await grantAll(bench.database, company.thirdPartyId, SCOPE, wake);
  if (granted !== USAGE_POINTS) throw new Error(`${granted} usage points are known, not ${USAGE_POINTS}`);
  await stack.services['data-delivery'].restart!();
  await untilNotified(bench);
  const bulk = (from: number): string =>
    `${stack.services['data-delivery'].url}/DataCustodian/espi/1_1/resource/Batch/Bulk/${company.applicationInformationId}` +
    `?published-min=${formatTimestamp(days[from]!.start)}&published-max=${formatTimestamp(days.at(-1)!.end)}`;
  profiling.begin(stack);
  for (const [name, count] of [['one day', 1] as const, ['seven days', DAYS] as const]) {
    await compare(bench, name, bulk(DAYS - count), headers, count);
  }
  await profiling.end(stack);
  reportPeak(stack, 'bulk feeds, one at a time');
  await readSlowly(bulk(0), headers);
  reportPeak(stack, `${SLOW_READERS} slow readers of the bulk feed of seven days`);
  notified.closeAllConnections();
  notified.close();
});

/** The company hears of each of its authorizations, and says so. */
async function answerNotifications(port: number): Promise<Server> {
  const server = createServer((request, response) => request.resume().once('end', () => response.end()));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** Ten thousand authorizations at once leave as many notifications: what is measured begins after them. */
async function untilNotified({ database }: BenchStack): Promise<void> {
  const deadline = performance.now() + LONGEST_NOTIFYING;
  for (;;) {
    const { rows } = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM notification.delivery WHERE state = 'pending'`,
    );
    if (rows[0]!.count === 0) return;
    if (performance.now() > deadline) return note(`${rows[0]!.count} notifications are still being sent while feeds are measured.`);
    await delay(500);
  }
}

async function ingest({ stack }: BenchStack, meters: MeterGroup, from: number, to: number): Promise<void> {
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  const services = meters.meterNumbers.map((meterNumber) => ({ meterNumber, customerNumber: `C-${meterNumber}` }));
  const content = benchExtract(services, TOWN_TIME_ZONE);
  await waitUntilStored(target, (await upload(target, 'cis-extracts', { fileName: 'bench-cis.csv', content })).importId, 600_000);
  const file = { fileName: 'bulk.cmep', content: [...cmepLines(meters, from, to, to)].join('') };
  await waitUntilStored(target, (await upload(target, 'meter-files', file)).importId, 600_000);
}

/** The feed and the static files of its bytes in turn; every fetch must record one release for each usage point. */
async function compare(
  { database, scratch }: BenchStack,
  name: string,
  url: string,
  headers: Record<string, string>,
  days: number,
): Promise<void> {
  const file = join(scratch, `bulk-${days}.xml`);
  const readings = await keep(url, headers, file);
  // A local day has 23 to 25 hours; the bench's month has no clock change.
  if (readings !== USAGE_POINTS * 96 * days)
    throw new Error(`${readings} readings in the feed of ${name}, not ${USAGE_POINTS * 96 * days}`);
  const nginx = findExecutable(['nginx']);
  if (!nginx) note('nginx is not installed (apt-get install nginx-light): compared with node:http only.');
  const server = nginx ? await startNginx(nginx, file) : await startNodeServer(file);
  const other = nginx ? 'nginx' : 'node:http';
  try {
    const [feeds, files, first]: number[][] = [[], [], []];
    for (let round = -1; round < ROUNDS; round++) {
      const before = await releases(database);
      const feed = await download(url, headers);
      const recorded = (await releases(database)) - before;
      if (recorded !== USAGE_POINTS) throw new Error(`${recorded} releases are on record for one bulk feed of ${USAGE_POINTS}`);
      const whole = await download(server.url);
      if (feed.bytes !== whole.bytes) throw new Error('the bulk feed does not have the bytes it had before');
      if (round < 0) continue;
      feeds!.push(speed(feed));
      files!.push(speed(whole));
      first!.push(feed.firstByte * 1_000);
    }
    const bytes = (await download(server.url)).bytes;
    report({ figure: `size, ${name}`, value: bytes / 1e6, unit: 'MB', note: `${USAGE_POINTS} usage points, ${readings} readings` });
    report({ figure: `bulk of ${name}`, value: median(feeds!), unit: 'MB/s', note: `${spread(feeds!)}; ${ROUNDS} rounds; a release each` });
    report({ figure: `static file of ${name}, ${other}`, value: median(files!), unit: 'MB/s', note: spread(files!) });
    const ratios = feeds!.map((value, i) => value / files![i]!);
    report({ figure: `bulk of ${name} ÷ ${other}`, value: median(ratios), unit: '×', note: spread(ratios, 3) });
    report({ figure: `releases recorded, bulk of ${name}`, value: USAGE_POINTS, unit: '', note: 'counted in the log for every fetch' });
    report({ figure: `first byte, bulk of ${name}`, value: median(first!), unit: 'ms', note: spread(first!) });
  } finally {
    await server.stop();
  }
}

function speed({ bytes, seconds }: Download): number {
  return bytes / 1e6 / seconds;
}

/** Releases in the log: those recorded by themselves, and each part of a bulk record. */
async function releases(database: BenchStack['database']): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT coalesce(sum(CASE type WHEN 'DataReleased' THEN 1 ELSE jsonb_array_length(data -> 'parts') END), 0)::int AS count
       FROM "authorization".event WHERE type IN ('DataReleased', 'DataReleasedInBulk')`,
  );
  return rows[0]!.count;
}

/** Writes the feed to a file and proves that a second fetch gives the same bytes but for its date. @returns how many readings it holds */
async function keep(url: string, headers: Record<string, string>, file: string): Promise<number> {
  const out = createWriteStream(file);
  const [one, two] = [createHash('sha256'), createHash('sha256')];
  let readings = 0;
  let tail = '';
  await download(url, headers, (chunk) => {
    out.write(chunk);
    one.update(chunk);
    const text = tail + chunk.toString('latin1');
    readings += text.split(READING).length - 1;
    // One less than the tag is long: what lies across two chunks counts once.
    tail = text.slice(1 - READING.length);
  });
  await new Promise((resolve) => out.end(resolve));
  await download(url, headers, (chunk) => two.update(chunk));
  if (one.digest('hex') !== two.digest('hex')) throw new Error('the same bulk feed fetched twice gives different bytes');
  return readings;
}

/** Many companies that take their feed more slowly than it could be made: what they hold back must not pile up here. */
async function readSlowly(url: string, headers: Record<string, string>): Promise<void> {
  const leave = new AbortController();
  const reader = async (): Promise<number> => {
    const answer = await fetch(url, { headers, signal: leave.signal });
    let bytes = 0;
    try {
      for await (const chunk of answer.body!) {
        bytes += (chunk as Uint8Array).length;
        await new Promise((resolve) => setTimeout(resolve, ((chunk as Uint8Array).length / SLOW_SPEED) * 1_000));
      }
    } catch {
      // Left on purpose.
    }
    return bytes;
  };
  const reading = Array.from({ length: SLOW_READERS }, reader);
  setTimeout(() => leave.abort(), SLOW_SECONDS * 1_000);
  const bytes = await Promise.all(reading);
  report({
    figure: 'slow readers',
    value: SLOW_READERS,
    unit: '',
    note: `${spread(bytes.map((n) => n / 1e6))} MB each in ${SLOW_SECONDS} s`,
  });
}

function reportPeak(stack: BenchStack['stack'], what: string): void {
  const peak = peakMemory(stack.services['data-delivery'].pid);
  report({ figure: 'peak memory of data-delivery', value: peak === undefined ? 'unknown' : peak / 1e6, unit: 'MB', note: what });
}
