import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutable, freePort } from '@greenledger/embedded';
import { localDays } from '../src/town/local-days.js';
import { localDayOf, storyAccount, TOWN_TIME_ZONE, upload, waitUntilStored, type UploadTarget } from '../src/town/index.js';
import { authorizeBenchCompany, registerBenchCompany, SCOPE } from './bench-company.js';
import { benchExtract } from './bench-extract.js';
import { grantAll } from './bench-grants.js';
import { withStack } from './bench-stack.js';
import { tokensOf, type BenchFeed } from './bench-tokens.js';
import { clientToken } from './client-token.js';
import { download, type Download } from './download.js';
import { median, note, quantile, report, setting, spread } from './figures.js';
import { cmepLines, readingsOf, type MeterGroup } from './meter-file.js';
import { peakMemory } from './process-memory.js';
import { startNginx, startNodeServer, type StaticServer } from './static-servers.js';
import { settle } from './stored-history.js';

// One usage point's history of 15-minute readings as a company fetches it: token, decision, recorded release, rendering from the database,
// beside a file of the same bytes that plain node:http (and nginx, where it is installed) sends.
const ROUNDS = setting('BENCH_ROUNDS', 7);
const MONTHS = setting('BENCH_MONTHS', 48);
const CONCURRENT = 50;
const CONCURRENT_ROUNDS = 7;
/** Rounds that only warm up: a service compiles what it does often, and the first feeds of a new process take twice as long. */
const [WARM_UP, CONCURRENT_WARM_UP] = [10, 5];
const METER: MeterGroup = { meterNumbers: ['BF-1'], step: 900 };
/** Those that are read at once: each of a customer of its own, under an authorization of its own. */
const OTHERS: MeterGroup = { meterNumbers: Array.from({ length: CONCURRENT }, (_, i) => `BF-${i + 2}`), step: 900 };

await withStack(async ({ stack, scratch, profiling, database }) => {
  const target: UploadTarget = { origin: stack.services['meter-ingestion'].url, operator: stack.operator, fetch };
  const services = [
    { meterNumber: 'BF-1', customerNumber: storyAccount.customerNumber! },
    ...OTHERS.meterNumbers.map((meterNumber) => ({ meterNumber, customerNumber: `C-${meterNumber}` })),
  ];
  const extract = await upload(target, 'cis-extracts', { fileName: 'bench-cis.csv', content: benchExtract(services, TOWN_TIME_ZONE) });
  await waitUntilStored(target, extract.importId);
  const days = localDays(localDayOf(new Date(), TOWN_TIME_ZONE), MONTHS, TOWN_TIME_ZONE);
  const [from, to] = [days[0]!.start, days.at(-1)!.end];
  for (const [fileName, meters] of [['history.cmep', METER] as const, ['histories.cmep', OTHERS] as const]) {
    const history = await upload(target, 'meter-files', { fileName, content: [...cmepLines(meters, from, to, to)].join('') });
    await waitUntilStored(target, history.importId, 600_000);
  }
  const grant = await authorizeBenchCompany(stack, scratch);
  const feedOf = ({ path, accessToken }: BenchFeed, onChunk?: (chunk: Buffer) => void): Promise<Download> =>
    download(`${stack.services['data-delivery'].url}${path}`, { authorization: `Bearer ${accessToken}` }, onChunk);
  const fetchFeed = (onChunk?: (chunk: Buffer) => void): Promise<Download> => feedOf(grant, onChunk);
  const many = await registerBenchCompany(stack, scratch, await freePort());
  const client = await clientToken(stack.origin, many);
  const wake = (): Promise<unknown> =>
    fetch(`${stack.services['data-delivery'].url}/DataCustodian/espi/1_1/resource/Authorization/none`, {
      headers: { authorization: `Bearer ${client}` },
    });
  await grantAll(database, many.thirdPartyId, SCOPE, wake);
  const feeds = (await tokensOf(database, many, SCOPE)).slice(0, CONCURRENT);
  if (feeds.length < CONCURRENT) throw new Error(`only ${feeds.length} authorizations are there to be read at once`);
  await settle(database);
  // A fresh process: its memory is then that of feeds alone.
  await stack.services['data-delivery'].restart!();

  const file = join(scratch, 'feed.xml');
  const readings = await keepFeed(file, fetchFeed);
  if (readings !== readingsOf(METER, from, to)) throw new Error(`the feed holds ${readings} readings of ${readingsOf(METER, from, to)}`);

  const servers: [string, StaticServer][] = [['static file, node:http', await startNodeServer(file)]];
  const nginx = findExecutable(['nginx']);
  if (nginx) servers.push(['static file, nginx', await startNginx(nginx, file)]);
  else note('nginx is not installed (apt-get install nginx-light): compared with node:http only.');
  try {
    const together = feeds.map((feed) => () => feedOf(feed));
    for (let round = 0; round < CONCURRENT_WARM_UP; round++) await Promise.allSettled(together.map((fetchIt) => fetchIt()));
    profiling.begin(stack);
    const alone: number[] = [];
    const timedFeed = async (): Promise<Download> => {
      const got = await fetchFeed();
      alone.push(got.firstByte * 1_000);
      return got;
    };
    const speeds = await interleaved([
      ['feed', timedFeed],
      ...servers.map(([name, server]) => [name, () => download(server.url)] as const),
    ]);
    const feed = speeds.get('feed')!;
    const months = `${MONTHS} months, ${readings} readings`;
    for (const [name, values] of speeds) {
      report({
        figure: name,
        value: median(values),
        unit: 'MB/s',
        note: `${spread(values)}; ${ROUNDS} rounds${name === 'feed' ? `; ${months}` : ''}`,
      });
    }
    for (const [name] of servers) {
      const ratios = speeds.get(name)!.map((speed, i) => feed[i]! / speed);
      report({ figure: `feed ÷ ${name}`, value: median(ratios), unit: '×', note: spread(ratios, 3) });
    }
    report({ figure: 'feed', value: (median(feed) * 1e6 * readings) / (await download(servers[0]![1].url)).bytes, unit: 'readings/s' });
    await profiling.end(stack);
    report({ figure: 'first byte, one at a time, p50', value: median(alone), unit: 'ms', note: spread(alone) });
    await measureConcurrent(together);
    const peak = peakMemory(stack.services['data-delivery'].pid);
    report({
      figure: 'peak memory of data-delivery',
      value: peak === undefined ? 'unknown' : peak / 1e6,
      unit: 'MB',
      note: `feeds only, ${CONCURRENT} at once`,
    });
  } finally {
    for (const [, server] of servers) await server.stop();
  }
});

/** Writes the feed to a file and proves that a second fetch gives the same bytes. @returns how many readings it holds. */
async function keepFeed(file: string, fetchFeed: (onChunk: (chunk: Buffer) => void) => Promise<Download>): Promise<number> {
  const chunks: Buffer[] = [];
  const again = createHash('sha256');
  await fetchFeed((chunk) => chunks.push(chunk));
  await fetchFeed((chunk) => again.update(chunk));
  const feed = Buffer.concat(chunks);
  if (createHash('sha256').update(feed).digest('hex') !== again.digest('hex'))
    throw new Error('the same feed fetched twice gives different bytes');
  writeFileSync(file, feed);
  const readings = feed.toString('latin1').split('</espi:IntervalReading>').length - 1;
  report({
    figure: 'size of the feed',
    value: feed.length / 1e6,
    unit: 'MB',
    note: `${(feed.length / readings).toFixed(0)} bytes a reading`,
  });
  return readings;
}

/** One download of each in turn, round by round, after rounds that only warm up. @returns MB/s by name. */
async function interleaved(variants: ReadonlyArray<readonly [string, () => Promise<Download>]>): Promise<Map<string, number[]>> {
  const speeds = new Map<string, number[]>(variants.map(([name]) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, fetchIt] of variants) {
      const { bytes, seconds } = await fetchIt();
      if (round >= 0) speeds.get(name)!.push(bytes / 1e6 / seconds);
    }
  }
  return speeds;
}

/** Many feeds at once, each of another authorization: how long each waits for its first byte, and what leaves in all. */
async function measureConcurrent(feeds: readonly (() => Promise<Download>)[]): Promise<void> {
  let broken = 0;
  const firstBytes: number[] = [];
  const speeds: number[] = [];
  for (let round = 0; round < CONCURRENT_ROUNDS; round++) {
    const begin = performance.now();
    const ended = await Promise.allSettled(feeds.map((fetchIt) => fetchIt()));
    const all = ended.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    for (const end of ended) if (end.status === 'rejected') note(String(end.reason));
    broken += ended.length - all.length;
    speeds.push(all.reduce((sum, { bytes }) => sum + bytes, 0) / 1e3 / (performance.now() - begin));
    firstBytes.push(...all.map(({ firstByte }) => firstByte * 1_000));
  }
  report({ figure: 'feeds that broke off', value: broken, unit: `of ${CONCURRENT * CONCURRENT_ROUNDS}`, note: 'must be 0' });
  report({ figure: `first byte, ${CONCURRENT} at once, p50`, value: quantile(firstBytes, 0.5), unit: 'ms' });
  report({ figure: `first byte, ${CONCURRENT} at once, p95`, value: quantile(firstBytes, 0.95), unit: 'ms', note: 'target 150' });
  report({ figure: `${CONCURRENT} feeds at once, in all`, value: median(speeds), unit: 'MB/s', note: spread(speeds) });
}
