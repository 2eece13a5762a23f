import { FieldFault } from '../field-fault.js';
import type { MeterReading, PeriodQuantity } from '../meter-readings.js';
import { parseDateTime } from './market-time.js';
import type { NemStream } from './meter-record.js';
import type { NemQuality } from './quality-methods.js';
import type { NemReason } from './reason-codes.js';
import { readNumber, readQuality, readValue } from './values.js';

/** A 250 record, judged. */
export interface AccumulatedReads {
  /** The previous and the current register read. */
  readonly readings: readonly [MeterReading, MeterReading];
  /** The use between them, as the sender worked it out: a register may have rolled over, so it is not their difference. */
  readonly quantity: PeriodQuantity;
  readonly updated: number | undefined;
}

/** @throws FieldFault at the first field at fault. */
export function readAccumulatedRecord(fields: readonly string[], { factor }: NemStream, utcOffset: number): AccumulatedReads {
  const previous = readRead(fields, 8, 'previous', factor, utcOffset);
  const current = readRead(fields, 13, 'current', factor, utcOffset);
  if (current.reading.start <= previous.reading.start) {
    throw new FieldFault<NemReason>('period-not-valid', 'current read date-time', fields[14] ?? '');
  }
  const text = fields[18] ?? '';
  const worse = current.quality.hasValue ? previous.quality : current.quality;
  if (text === '' && worse.hasValue) throw new FieldFault<NemReason>('value-missing', 'quantity', text);
  const value = text === '' ? null : readNumber(text, factor, 'quantity');
  const quality = (worse.hasValue ? current.quality : worse).quality;
  const updated = fields[21] ? moment(fields[21], 'update date-time', utcOffset) : undefined;
  const quantity = { start: previous.reading.start, end: current.reading.start, value: worse.hasValue ? value : null, quality };
  return { readings: [previous.reading, current.reading], quantity, updated };
}

function readRead(
  fields: readonly string[],
  at: number,
  name: string,
  factor: NemStream['factor'],
  utcOffset: number,
): { reading: MeterReading; quality: NemQuality } {
  const [value = '', dateTime = '', method = ''] = fields.slice(at, at + 3);
  const quality = readQuality(method, `${name} quality method`);
  const start = moment(dateTime, `${name} read date-time`, utcOffset);
  const reading = { start, value: readValue(value, factor, quality, `${name} register read`), quality: quality.quality };
  return { reading, quality };
}

function moment(text: string, field: string, utcOffset: number): number {
  const time = parseDateTime(text, utcOffset);
  if (time === undefined) throw new FieldFault<NemReason>('date-time-not-valid', field, text);
  return time;
}
