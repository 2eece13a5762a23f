import { gunzipSync, gzipSync } from 'node:zlib';
import { DocumentBytes, GzipBlockWriter, GzipDocument, IntervalBlockWriter, wholeText } from '@greenledger/espi';
import { SampleFeed, type FeedShape } from './sample-feed.js';

// Feeds of interval data as gzip, one thread, nothing but writing: by synthesis, and as text that zlib then compresses.
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const SHAPES: readonly (readonly [string, FeedShape])[] = [
  ['48 months of one', { usagePoints: 1, days: 1_461, intervalLength: 900 }],
  ['48 months of one, hourly', { usagePoints: 1, days: 1_461, intervalLength: 3_600 }],
  ['7 days of 300', { usagePoints: 300, days: 7, intervalLength: 900 }],
  ['1 day of 1,000', { usagePoints: 1_000, days: 1, intervalLength: 900 }],
];
/** Bytes written before they are handed on. */
const ENOUGH = 64 * 1024;
const texts = new IntervalBlockWriter(17);
const zipped = new GzipBlockWriter(17);
const plainLoop = new GzipBlockWriter(17, null);

function asText(feed: SampleFeed): Buffer {
  const document = new DocumentBytes(1 << 20);
  const taken: Buffer[] = [];
  const take = (): void => void taken.push(Buffer.from(document.take()));
  feed.write({
    text: (text) => document.text(text),
    parted: (text) => document.text(wholeText(text)),
    block(head, columns, tail) {
      texts.append(document, wholeText(head), columns, wholeText(tail));
      if (document.length > ENOUGH) take();
    },
  });
  take();
  return Buffer.concat(taken);
}

function bySynthesis(feed: SampleFeed, writer: GzipBlockWriter): Buffer {
  const document = new GzipDocument();
  const taken: Buffer[] = [];
  feed.write({
    text: (text) => document.text(text),
    parted: (text) => document.parted(text),
    block(head, columns, tail) {
      writer.append(document, head, columns, tail);
      if (document.length > ENOUGH) taken.push(Buffer.from(document.take()));
    },
  });
  document.end();
  taken.push(Buffer.from(document.take()));
  return Buffer.concat(taken);
}

/** Milliseconds of processor time of one round of each way at least: short ones are repeated. */
const LONG_ENOUGH = 150;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const tell = (figure: string, value: number, unit: string, note = ''): void =>
  console.log(JSON.stringify({ figure, value: Number(value.toPrecision(4)), unit, note }));
const range = (values: readonly number[], digits: number): string =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;

/** Seconds of processor time that writing once takes: what else runs on the machine counts less than on the clock. */
function processorTime(write: () => Buffer): number {
  const begin = process.cpuUsage();
  for (let times = 1; ; times++) {
    write();
    const { user, system } = process.cpuUsage(begin);
    if (user + system >= LONG_ENOUGH * 1_000) return (user + system) / 1e6 / times;
  }
}

for (const [name, shape] of SHAPES) {
  const feed = new SampleFeed(shape);
  const text = asText(feed);
  const ways: readonly (readonly [string, () => Buffer])[] = [
    ['synthesis', () => bySynthesis(feed, zipped)],
    ['synthesis without WebAssembly', () => bySynthesis(feed, plainLoop)],
    ['zlib 1', () => gzipSync(asText(feed), { level: 1 })],
    ['zlib 6', () => gzipSync(asText(feed), { level: 6 })],
  ];
  const speeds = new Map<string, number[]>(ways.map(([way]) => [way, []]));
  const sizes = new Map<string, number>();
  for (const [way, write] of ways) {
    const bytes = write();
    if (!gunzipSync(bytes).equals(text)) throw new Error(`${way} does not give the feed`);
    sizes.set(way, bytes.length);
  }
  for (let round = -1; round < ROUNDS; round++) {
    for (const [way, write] of ways) {
      const seconds = processorTime(write);
      if (round >= 0) speeds.get(way)!.push(text.length / 1e6 / seconds);
    }
  }
  const six = speeds.get('zlib 6')!;
  tell(`${name}: text`, text.length / 1e6, 'MB', `${feed.readings} readings; ${ROUNDS} rounds, MB per second of processor time`);
  for (const [way, values] of speeds) {
    tell(
      `${name}: ${way}`,
      median(values),
      'MB/s of text',
      `${range(values, 0)}; 1/${(text.length / sizes.get(way)!).toFixed(1)} of the text`,
    );
    if (way === 'zlib 6') continue;
    const over = values.map((value, i) => value / six[i]!);
    tell(`${name}: ${way} ÷ zlib 6`, median(over), '×', range(over, 1));
    tell(`${name}: size of ${way} ÷ zlib 6`, sizes.get(way)! / sizes.get('zlib 6')!, '×');
  }
}
