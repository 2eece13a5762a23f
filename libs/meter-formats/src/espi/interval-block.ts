import { FieldFault } from '../field-fault.js';
import { decimalOf, wholeOf } from './numbers.js';
import type { EspiReason } from './reason-codes.js';

/** One IntervalReading as written; undefined where the file leaves something out. */
export interface WrittenReading {
  readonly start: number | undefined;
  readonly duration: number | undefined;
  readonly value: number | undefined;
  readonly quality: number | undefined;
  readonly milliseconds: boolean;
}

const QUALITIES: ReadonlySet<number> = new Set([0, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
/** Of several qualities of one reading the one that promises least counts. */
const LEAST_TRUSTED = [10, 16, 12, 13, 11, 8, 9, 7, 15, 14, 0, 17, 18, 19];
/** Seconds reach this number in the year 5138; a greater one is milliseconds. */
const SECONDS_LIMIT = 100_000_000_000;
const INT_48 = 2 ** 47;

/** An IntervalBlock while it is being read. The first fault of any of its elements refuses the whole of it. */
export class IntervalBlock {
  readonly readings: WrittenReading[] = [];
  /** Start of the whole block. */
  start: number | undefined;
  fault: { readonly fault: FieldFault<EspiReason>; readonly line: number } | undefined;
  lastLine: number;
  /** Readings that were counted as waiting, also those that a fault has thrown away since. */
  counted = 0;
  #fields: Record<string, string | undefined> = {};
  #quality: number | undefined;

  constructor(readonly line: number) {
    this.lastLine = line;
  }

  /** An element that ended inside the block. */
  take(parent: string, name: string, text: string, line: number, room: boolean): void {
    if (this.fault) return;
    try {
      this.#take(parent, name, text, room);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      this.fault = { fault: error as FieldFault<EspiReason>, line };
      this.readings.length = 0;
    }
  }

  #take(parent: string, name: string, text: string, room: boolean): void {
    if (parent === 'interval' && name === 'start') this.start = startOf(text, 'interval start')?.seconds;
    else if (parent === 'timePeriod' || (parent === 'IntervalReading' && name === 'value')) this.#fields[name] = text;
    else if (parent === 'ReadingQuality' && name === 'quality') this.#takeQuality(text);
    else if (name === 'IntervalReading') {
      if (!room) throw new FieldFault<EspiReason>('block-too-large', 'IntervalReading', String(this.readings.length));
      this.#finishReading();
    }
  }

  #finishReading(): void {
    const at = `IntervalReading ${this.readings.length + 1}`;
    const { start, duration, value } = this.#fields;
    const begin = start === undefined ? undefined : startOf(start, `${at} start`);
    this.readings.push({
      start: begin?.seconds,
      milliseconds: begin?.milliseconds ?? false,
      duration: duration === undefined ? undefined : durationOf(duration, `${at} duration`),
      value: value === undefined || value.trim() === '' ? undefined : valueOf(value, `${at} value`),
      quality: this.#quality,
    });
    this.#fields = {};
    this.#quality = undefined;
  }

  #takeQuality(text: string): void {
    const quality = wholeOf(text);
    if (quality === undefined || !QUALITIES.has(quality)) {
      throw new FieldFault<EspiReason>('unknown-quality', `IntervalReading ${this.readings.length + 1} quality`, text);
    }
    if (this.#quality === undefined || LEAST_TRUSTED.indexOf(quality) < LEAST_TRUSTED.indexOf(this.#quality)) this.#quality = quality;
  }
}

function startOf(text: string, field: string): { seconds: number; milliseconds: boolean } {
  const written = wholeOf(text);
  const milliseconds = written !== undefined && written >= SECONDS_LIMIT;
  if (written === undefined || written < 0 || (milliseconds && written % 1_000 !== 0)) {
    throw new FieldFault<EspiReason>('date-time-not-valid', field, text);
  }
  return { seconds: milliseconds ? written / 1_000 : written, milliseconds };
}

function durationOf(text: string, field: string): number {
  const duration = wholeOf(text);
  if (duration === undefined || duration < 0) throw new FieldFault<EspiReason>('interval-length-not-valid', field, text);
  return duration;
}

function valueOf(text: string, field: string): number {
  const value = decimalOf(text);
  if (value === 'too-precise') throw new FieldFault<EspiReason>('value-too-precise', field, text);
  if (value === undefined) throw new FieldFault<EspiReason>('value-not-a-number', field, text);
  if (value === 'too-large' || Math.abs(value) > INT_48) throw new FieldFault<EspiReason>('value-too-large', field, text);
  return value;
}
