import type { Reading, ReadingBlock } from './reading-block.js';
import { VarintReader, VarintWriter } from './varint.js';

/** Version byte of the packed form. A new layout gets a new number; old blocks stay readable for ever. */
export const BLOCK_VERSION = 1;
/** Runs of equal quality are written once; a missing value is quality + 0x80 in its run. */
export const MISSING_VALUE = 0x80;

/** How far values are written: plain for interval use (small, unrelated), as differences for registers (large, rising). */
export const PLAIN_VALUES = 0;
const DIFFERENCES = 1;

/**
 * Packs a block: version, value form, interval length, first start, then the gaps between starts in units of the
 * interval length (none is written when the starts follow one another), runs of quality, values as signed varints.
 * The same block always gives the same bytes, so their SHA-256 names the version in a release manifest.
 * @throws RangeError when the readings are empty, out of order, or not whole numbers.
 */
export function packBlock(block: ReadingBlock): Uint8Array {
  const { readings, intervalLength } = block;
  if (readings.length === 0) throw new RangeError('a block holds at least one reading');
  const out = new VarintWriter();
  const form = intervalLength === 0 ? DIFFERENCES : PLAIN_VALUES;
  out.byte(BLOCK_VERSION);
  out.byte(form);
  out.unsigned(intervalLength);
  out.unsigned(readings.length);
  out.unsigned(readings[0]!.start);
  writeGaps(out, readings, intervalLength);
  writeQualities(out, readings);
  writeValues(out, readings, form);
  return out.finish();
}

/** @throws RangeError when the bytes are no block of a known version. */
export function unpackBlock(bytes: Uint8Array): ReadingBlock {
  const input = new VarintReader(bytes);
  const version = input.byte();
  if (version !== BLOCK_VERSION) throw new RangeError(`unknown block version ${version}`);
  const form = input.byte();
  const intervalLength = input.unsigned();
  const count = input.unsigned();
  const starts = readStarts(input, count, intervalLength);
  const qualities = readQualities(input, count);
  const readings: Reading[] = [];
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const quality = qualities[i]!;
    if (quality & MISSING_VALUE) {
      readings.push({ start: starts[i]!, value: null, quality: quality & ~MISSING_VALUE });
      continue;
    }
    const value = form === DIFFERENCES ? previous + input.signed() : input.signed();
    previous = value;
    readings.push({ start: starts[i]!, value, quality });
  }
  if (!input.atEnd) throw new RangeError('the block has bytes left over');
  return { intervalLength, readings };
}

/** Gaps are counted beyond one interval: all zero on an unbroken raster, then a single 0 stands for all of them. */
function writeGaps(out: VarintWriter, readings: readonly Reading[], intervalLength: number): void {
  let unbroken = true;
  for (let i = 1; i < readings.length; i++) {
    const step = readings[i]!.start - readings[i - 1]!.start;
    if (step <= 0) throw new RangeError('the readings of a block ascend by start');
    unbroken &&= step === intervalLength;
  }
  out.byte(unbroken ? 0 : 1);
  if (!unbroken) for (let i = 1; i < readings.length; i++) out.signed(readings[i]!.start - readings[i - 1]!.start - intervalLength);
}

function readStarts(input: VarintReader, count: number, intervalLength: number): number[] {
  const starts = [input.unsigned()];
  const unbroken = input.byte() === 0;
  for (let i = 1; i < count; i++) starts.push(starts[i - 1]! + intervalLength + (unbroken ? 0 : input.signed()));
  return starts;
}

function writeQualities(out: VarintWriter, readings: readonly Reading[]): void {
  let runStart = 0;
  let mark = markOf(readings[0]!);
  for (let i = 1; i <= readings.length; i++) {
    const next = i < readings.length ? markOf(readings[i]!) : undefined;
    if (next === mark) continue;
    out.unsigned(mark);
    out.unsigned(i - runStart);
    runStart = i;
    mark = next ?? 0;
  }
}

function markOf(reading: Reading): number {
  if (!Number.isInteger(reading.quality) || reading.quality < 0 || reading.quality >= MISSING_VALUE) {
    throw new RangeError(`not a QualityOfReading: ${reading.quality}`);
  }
  return reading.value === null ? reading.quality | MISSING_VALUE : reading.quality;
}

function readQualities(input: VarintReader, count: number): number[] {
  const qualities: number[] = [];
  while (qualities.length < count) {
    const mark = input.unsigned();
    const run = input.unsigned();
    if (run === 0 || qualities.length + run > count) throw new RangeError('the runs of quality do not fit the count');
    for (let i = 0; i < run; i++) qualities.push(mark);
  }
  return qualities;
}

function writeValues(out: VarintWriter, readings: readonly Reading[], form: number): void {
  let previous = 0;
  for (const { value } of readings) {
    if (value === null) continue;
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
    out.signed(form === DIFFERENCES ? value - previous : value);
    previous = value;
  }
}
