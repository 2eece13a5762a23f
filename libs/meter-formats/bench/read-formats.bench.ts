import { METER_FORMATS, type MeterFormat, readMeterFile } from '@greenledger/meter-formats';
import { FILES, MAPPING } from './sample-files.js';

/** Reading of each format alone, one core: readings per second, and memory of a small against a ten times larger file. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const METERS = 5_000;
const CHUNK = 65_536;
const encoder = new TextEncoder();

async function* chunksOf(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length < CHUNK) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

async function* replay(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** @returns the readings taken, and the greatest live heap seen above that before, in bytes. */
async function read(format: MeterFormat, bytes: AsyncIterable<Uint8Array>, measure: boolean): Promise<{ readings: number; heap: number }> {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  let [readings, results, heap] = [0, 0, 0];
  for await (const line of readMeterFile(format, bytes, { csv: MAPPING, fileTime: 0 })) {
    if (line.kind !== 'readings') throw new Error(`unexpected: ${JSON.stringify(line)}`);
    readings += line.readings.length;
    if (!measure || ++results % 5_000 !== 0) continue;
    global.gc?.();
    heap = Math.max(heap, process.memoryUsage().heapUsed - before);
  }
  return { readings, heap };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const tell = (figure: string, value: number, unit: string): void =>
  console.log(JSON.stringify({ figure, value: Number(value.toPrecision(4)), unit }));

for (const format of METER_FORMATS) {
  const { perMeter, lines } = FILES[format];
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(lines(METERS))) chunks.push(chunk);
  const bytes = chunks.reduce((total, chunk) => total + chunk.length, 0);
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    const { readings } = await read(format, replay(chunks), false);
    if (readings !== METERS * perMeter) throw new Error(`${format}: ${readings} readings of ${METERS * perMeter}`);
    seconds.push((performance.now() - begin) / 1_000);
  }
  tell(`${format}, readings`, (METERS * perMeter) / median(seconds), 'readings/s');
  tell(`${format}, bytes`, bytes / 1e6 / median(seconds), 'MB/s');
  const small = await read(format, chunksOf(lines(METERS)), true);
  const large = await read(format, chunksOf(lines(METERS * 10)), true);
  tell(`${format}, live heap, ${METERS} meters`, small.heap / 1e6, 'MB');
  tell(`${format}, live heap, ${METERS * 10} meters`, large.heap / 1e6, 'MB');
}
