import { FieldFault } from '../field-fault.js';
import type { MeterReading } from '../meter-readings.js';
import type { EspiOptions } from './espi-options.js';
import type { IntervalBlock, WrittenReading } from './interval-block.js';
import { type EspiChannel, isRegister } from './reading-type.js';
import type { EspiReason } from './reason-codes.js';

const DAY = 86_400;
const HOUR = 3_600;
const LONGEST = 400 * DAY;
const RAW = 14;
/** The standard has no code for a missing value. */
const OTHER = 16;

/** Readings of one interval length: a block may hold several (billing periods have 28 to 33 days). */
export type ReadingsByLength = ReadonlyMap<number, readonly MeterReading[]>;

/** The readings of a block, ascending, by interval length. @throws FieldFault at the first reading at fault. */
export function readingsOf(block: IntervalBlock, channel: EspiChannel, options: EspiOptions): ReadingsByLength {
  if (block.readings.length === 0) throw new FieldFault<EspiReason>('block-empty', 'IntervalBlock', '');
  const byLength = new Map<number, Map<number, MeterReading>>();
  let next = block.start;
  block.readings.forEach((written, i) => {
    const length = isRegister(channel) ? 0 : lengthOf(written, channel, i);
    const start = written.start ?? next;
    if (start === undefined) throw new FieldFault<EspiReason>('date-time-missing', `IntervalReading ${i + 1} timePeriod`, '');
    next = start + length;
    add(byLength, length, { start, value: written.value ?? null, quality: qualityOf(written, channel, options) }, i);
  });
  const sorted = new Map<number, readonly MeterReading[]>();
  for (const [length, readings] of byLength)
    sorted.set(
      length,
      [...readings.values()].sort((a, b) => a.start - b.start),
    );
  return sorted;
}

function add(byLength: Map<number, Map<number, MeterReading>>, length: number, reading: MeterReading, i: number): void {
  const readings = byLength.get(length) ?? new Map<number, MeterReading>();
  byLength.set(length, readings);
  const twin = readings.get(reading.start);
  if (twin && (twin.value !== reading.value || twin.quality !== reading.quality)) {
    throw new FieldFault<EspiReason>('duplicate-interval', `IntervalReading ${i + 1} start`, String(reading.start));
  }
  readings.set(reading.start, reading);
}

function lengthOf({ duration, milliseconds }: WrittenReading, { intervalLength }: EspiChannel, i: number): number {
  if (duration === undefined) {
    if (intervalLength > 0) return intervalLength;
    throw new FieldFault<EspiReason>('interval-length-missing', `IntervalReading ${i + 1} duration`, '');
  }
  const seconds = milliseconds && duration !== intervalLength && duration % 1_000 === 0 ? duration / 1_000 : duration;
  if (seconds < 1 || seconds > LONGEST) {
    throw new FieldFault<EspiReason>('interval-length-not-valid', `IntervalReading ${i + 1} duration`, String(duration));
  }
  // A local day has 23 to 25 hours, and is a day all the same.
  return intervalLength === DAY && Math.abs(seconds - DAY) <= HOUR ? DAY : seconds;
}

function qualityOf({ value, quality }: WrittenReading, { defaultQuality }: EspiChannel, options: EspiOptions): number {
  return quality ?? (value === undefined ? OTHER : (defaultQuality ?? options.defaultQuality ?? RAW));
}
