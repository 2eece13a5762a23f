import { FieldFault } from '../field-fault.js';
import type { MeterReading } from '../meter-readings.js';
import { parseDate, parseDateTime } from './market-time.js';
import type { NemStream } from './meter-record.js';
import { type NemQuality, VARIES } from './quality-methods.js';
import type { NemReason } from './reason-codes.js';
import { readQuality, readValue } from './values.js';

/** A 300 record and the 400 records that follow it, split at their commas. */
export interface WrittenDay {
  readonly fields: readonly string[];
  readonly events: readonly { readonly line: number; readonly fields: readonly string[] }[];
}

/** A day, judged. */
export interface IntervalDay {
  readonly readings: readonly MeterReading[];
  /** When the sender last changed the day; undefined when the record does not say. */
  readonly updated: number | undefined;
}

/**
 * One day of one stream: interval N begins at N − 1 interval lengths after midnight of the file's clock, which knows no daylight saving.
 * @throws FieldFault at the first field at fault, of the 300 record or of one of its 400 records.
 */
export function readIntervalDay({ fields, events }: WrittenDay, stream: NemStream, utcOffset: number): IntervalDay {
  const { intervals, factor, channel } = stream;
  const midnight = parseDate(fields[1] ?? '', utcOffset);
  if (midnight === undefined) throw new FieldFault<NemReason>('date-not-valid', 'interval date', fields[1] ?? '');
  const method = expectShape(fields, intervals);
  const whole = method === VARIES ? undefined : readQuality(method, 'quality method');
  const qualities = qualitiesOf(events, intervals, whole);
  const readings: MeterReading[] = [];
  for (let i = 0; i < intervals; i++) {
    const quality = qualities[i]!;
    const value = readValue(fields[2 + i]!, factor, quality, `interval ${i + 1} value`);
    readings.push({ start: midnight + i * channel.intervalLength, value, quality: quality.quality });
  }
  return { readings, updated: readUpdated(fields[2 + intervals + 3] ?? '', utcOffset) };
}

/** Date, values, quality method, then at most four more fields; padded columns are empty. @returns the quality method. */
function expectShape(fields: readonly string[], intervals: number): string {
  const method = fields[2 + intervals];
  const padded = fields.slice(2 + intervals + 5).every((field) => field === '');
  // Anything that may be a quality method, even a wrong one, stands at the right place: letters, where a value has digits.
  if (method === undefined || !/^[A-Z]/i.test(method) || !padded) {
    throw new FieldFault<NemReason>('interval-count-does-not-match', 'interval values', String(countValues(fields)));
  }
  return method;
}

/** Values before the first field that is none. */
function countValues(fields: readonly string[]): number {
  const end = fields.findIndex((field, i) => i >= 2 && /^[A-Z]/i.test(field));
  return (end < 0 ? fields.length : end) - 2;
}

function qualitiesOf(events: WrittenDay['events'], intervals: number, whole: NemQuality | undefined): readonly NemQuality[] {
  if (events.length === 0) {
    if (!whole) throw new FieldFault<NemReason>('interval-events-missing', 'quality method', VARIES);
    return new Array<NemQuality>(intervals).fill(whole);
  }
  const qualities = new Array<NemQuality | undefined>(intervals).fill(whole);
  let covered = 0;
  for (const { line, fields } of events) {
    const [first, last] = [ordinalOf(fields[1]), ordinalOf(fields[2])];
    const name = `intervals of the 400 record in line ${line}`;
    const written = `${fields[1] ?? ''} to ${fields[2] ?? ''}`;
    if (first < 1 || last < first || last > intervals) throw new FieldFault<NemReason>('interval-events-not-valid', name, written);
    if (first <= covered) throw new FieldFault<NemReason>('interval-events-overlap', name, written);
    if (!whole && first !== covered + 1) throw new FieldFault<NemReason>('interval-events-incomplete', name, written);
    qualities.fill(readQuality(fields[3] ?? '', `quality method of the 400 record in line ${line}`), first - 1, last);
    covered = last;
  }
  if (!whole && covered !== intervals) throw new FieldFault<NemReason>('interval-events-incomplete', 'last interval', String(covered));
  return qualities as readonly NemQuality[];
}

const ordinalOf = (text: string | undefined): number => (text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : 0);

function readUpdated(text: string, utcOffset: number): number | undefined {
  if (text === '') return undefined;
  const updated = parseDateTime(text, utcOffset);
  if (updated === undefined) throw new FieldFault<NemReason>('date-time-not-valid', 'update date-time', text);
  return updated;
}
