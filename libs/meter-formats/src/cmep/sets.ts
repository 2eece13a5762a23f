import { type Decimal, scaleExactly } from '../decimal.js';
import type { MeterReading } from '../meter-readings.js';
import { parseDateTime } from './date-times.js';
import { HEADER_FIELDS, type Header, readValue } from './header-fields.js';
import { qualityOf } from './quality-flags.js';
import { LineFault } from './reason-codes.js';

const CRC = /^H[0-9A-F]{4}$/;
const QUARTER_HOUR = 900;
const DAY = 86_400;

/**
 * The sets (date-time, flag, value) of an MEPMD01 record as readings. The written date-time is the END of the interval;
 * a reading carries its start. A register read keeps its moment.
 * @throws LineFault at the first set at fault.
 */
export function readSets(fields: readonly string[], header: Header): readonly MeterReading[] {
  expectTriples(fields, HEADER_FIELDS, header.count);
  const readings: MeterReading[] = [];
  // Ascending sets, nearly all there are, can hold no interval twice.
  let byStart: Map<number, MeterReading> | undefined;
  let previous: number | undefined;
  let first: number | undefined;
  for (let i = 0; i < header.count; i++) {
    const at = HEADER_FIELDS + 3 * i;
    const end = endOf(fields[at]!, previous, header, i);
    first ??= end;
    if (!header.unit.register && header.step > 0) expectRaster(end, first, header.step, fields[at]!, i);
    if (!byStart && previous !== undefined && end <= previous) byStart = new Map(readings.map((reading) => [reading.start, reading]));
    previous = end;
    const reading = readingAt(header.unit.register ? end : end - header.step, fields[at + 1]!, fields[at + 2] ?? '', header, i);
    if (!byStart) {
      readings.push(reading);
      continue;
    }
    const twin = byStart.get(reading.start);
    if (twin && (twin.value !== reading.value || twin.quality !== reading.quality)) {
      throw new LineFault('duplicate-interval', setField(i, 'date-time'), fields[at]!);
    }
    byStart.set(reading.start, reading);
  }
  if (!header.unit.register && header.step === 0) throw new LineFault('interval-missing', 'interval', fields[12]!);
  return byStart ? [...byStart.values()].sort((a, b) => a.start - b.start) : readings;
}

/** Three fields a set; then nothing, an empty field (trailing comma) or a CRC. An N at the very end may drop its empty value. */
export function expectTriples(fields: readonly string[], headerFields: number, count: number): void {
  const end = headerFields + 3 * count;
  const extra = fields.length - end;
  const whole = extra === 0 || (extra === 1 && (fields[end] === '' || CRC.test(fields[end]!))) || (extra === -1 && fields.at(-1) === 'N');
  if (!whole) throw new LineFault('count-does-not-match', 'count', fields[headerFields - 1]!);
}

/** The moment of a set; a blank one follows the one before. @throws LineFault */
export function endOf(text: string, previous: number | undefined, { step }: Header, set: number): number {
  if (text === '') {
    if (previous === undefined) throw new LineFault('first-date-time-blank', setField(set, 'date-time'), text);
    if (step === 0) throw new LineFault('blank-date-time-without-interval', setField(set, 'date-time'), text);
    return previous + step;
  }
  const end = parseDateTime(text);
  if (end === undefined) throw new LineFault('date-time-not-valid', setField(set, 'date-time'), text);
  return end;
}

/** "Sub-hour intervals must repeat on the hour" (CMEP 1.20). Days are left alone: a local day has 23 to 25 hours. */
function expectRaster(end: number, first: number, step: number, text: string, set: number): void {
  const fits = end % Math.min(step, QUARTER_HOUR) === 0 && (step >= DAY || (end - first) % step === 0);
  if (!fits) throw new LineFault('date-time-off-raster', setField(set, 'date-time'), text);
}

function readingAt(start: number, flag: string, text: string, { profile, factor }: Header, set: number): MeterReading {
  const quality = qualityOf(flag, profile.flags);
  if (!quality) throw new LineFault('unknown-quality-flag', setField(set, 'flag'), flag);
  if (!quality.hasValue) {
    if (text !== '') valueOf(text, factor, set);
    return { start, value: null, quality: quality.quality };
  }
  if (text === '') throw new LineFault('value-missing', setField(set, 'value'), text);
  return { start, value: valueOf(text, factor, set), quality: quality.quality };
}

/** The name of the field is made only for a value at fault: there are as many values as readings. */
function valueOf(text: string, factor: Decimal, set: number): number {
  const value = scaleExactly(text, factor);
  return typeof value === 'number' ? value : readValue(text, factor, setField(set, 'value'));
}

const setField = (set: number, name: string): string => `set ${set + 1} ${name}`;
