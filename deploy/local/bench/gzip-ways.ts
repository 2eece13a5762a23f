import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { checkout } from '../src/run/checkout.js';
import { startServiceProcess, type ServiceProcess } from '../src/run/service-process.js';
import type { BenchStack } from './bench-stack.js';
import { download } from './download.js';
import { median, report, spread } from './figures.js';

/** A data-delivery process that gives gzip feeds in one way. */
export interface GzipWay {
  readonly name: string;
  readonly process: Pick<ServiceProcess, 'url' | 'pid'>;
}

/** Clock ticks of /proc a second, as Linux has them for all programs. */
const TICKS = 100;

/**
 * Three processes of one build on one database: feeds written as gzip from their values, and feeds that zlib compresses. They take
 * turns, so each has the machine to itself while it is measured.
 */
export async function withGzipWays({ stack, scratch }: BenchStack, work: (ways: readonly GzipWay[]) => Promise<void>): Promise<void> {
  const started: ServiceProcess[] = [];
  try {
    for (const level of [0, 1, 6]) {
      started.push(
        await startServiceProcess({
          name: 'data-delivery',
          program: join(checkout, 'services', 'data-delivery', 'dist', 'main.js'),
          env: { ...stack.environment('data-delivery'), FEED_GZIP_LEVEL: String(level) },
          logFile: join(scratch, `data-delivery-${level}.log`),
          timeoutMs: 60_000,
        }),
      );
    }
    const [synthesis, one, six] = started as [ServiceProcess, ServiceProcess, ServiceProcess];
    await work([
      { name: 'synthesis', process: synthesis },
      { name: 'zlib 1', process: one },
      { name: 'zlib 6', process: six },
    ]);
  } finally {
    await Promise.all(started.map((process) => process.stop()));
  }
}

/** How often a feed is fetched in each way. */
export interface GzipRounds {
  /** Before the clock runs: a service runs for weeks, and code is compiled in several steps the more often it is used. */
  readonly warmUp: number;
  readonly measured: number;
}

/** Fetches one feed in each way in turn, and compares speed, processor time and size. @param path of the feed at a data-delivery process */
export async function compareGzip(
  feed: string,
  path: string,
  token: string,
  ways: readonly GzipWay[],
  { warmUp, measured: rounds }: GzipRounds,
): Promise<void> {
  const bearer = { authorization: `Bearer ${token}` };
  const zipped = { ...bearer, 'accept-encoding': 'gzip' };
  const plain = createHash('sha256');
  const { bytes } = await download(ways[0]!.process.url + path, bearer, (chunk) => plain.update(chunk));
  const digest = plain.digest('hex');
  const all = new Map(ways.map(({ name }) => [name, { whole: [] as number[], stream: [] as number[], cpu: 0, size: 0 }]));
  for (const { name, process } of ways) all.get(name)!.size = await checked(process.url + path, zipped, digest);
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, process } of ways) {
      const figures = all.get(name)!;
      const before = processorTime(process.pid);
      const got = await download(process.url + path, zipped);
      if (round < 0) continue;
      figures.cpu += (processorTime(process.pid) - before) / rounds;
      figures.whole.push(bytes / 1e6 / got.seconds);
      figures.stream.push(bytes / 1e6 / (got.seconds - got.firstByte));
    }
  }
  const six = all.get('zlib 6')!;
  report({ figure: `${feed}: text`, value: bytes / 1e6, unit: 'MB', note: `${rounds} rounds, ways in turn` });
  for (const [name, { whole, stream, cpu, size }] of all) {
    const tell = (figure: string, value: number, unit: string, note?: string): void =>
      report({ figure: `${feed}: ${figure}, ${name}`, value, unit, note });
    const over = (one: readonly number[], other: readonly number[]): number[] => one.map((value, i) => value / other[i]!);
    tell('from request to end', median(whole), 'MB/s of text', spread(whole));
    tell('from the first byte on', median(stream), 'MB/s of text', spread(stream));
    tell('processor time of the service', (cpu * 1e6) / (bytes / 1e6), 'ms a GB of text');
    tell('size', size / 1e6, 'MB', `1/${(bytes / size).toFixed(1)} of the text`);
    if (name === 'zlib 6') continue;
    tell('from request to end ÷ zlib 6', median(over(whole, six.whole)), '×', spread(over(whole, six.whole), 1));
    tell('from the first byte on ÷ zlib 6', median(over(stream, six.stream)), '×', spread(over(stream, six.stream), 1));
    tell('processor time of zlib 6 ÷', six.cpu / cpu, '×');
    tell('size ÷ zlib 6', size / six.size, '×');
  }
}

/** Fetches and unpacks, and compares with the plain feed. @returns bytes over the wire */
async function checked(url: string, headers: Record<string, string>, digest: string): Promise<number> {
  const hash = createHash('sha256');
  const unzip = createGunzip();
  unzip.on('data', (chunk: Buffer) => hash.update(chunk));
  const ended = new Promise((resolve, reject) => unzip.once('end', resolve).once('error', reject));
  const { bytes } = await download(url, headers, (chunk) => unzip.write(Buffer.from(chunk)));
  unzip.end();
  await ended;
  if (hash.digest('hex') !== digest) throw new Error(`the gzip feed of ${new URL(url).pathname} does not unpack to the plain one`);
  return bytes;
}

/** Seconds of processor time that a process has used, all its threads, as Linux counts them. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
