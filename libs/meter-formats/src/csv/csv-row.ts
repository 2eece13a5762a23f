import { type Decimal, scaleExactly } from '../decimal.js';
import { FieldFault } from '../field-fault.js';
import type { MeterReading, RefusedReadings } from '../meter-readings.js';
import type { CompiledChannel, CompiledMapping } from './compiled-mapping.js';
import type { CsvHeader } from './csv-header.js';
import type { CsvColumn, CsvQuality } from './csv-mapping.js';
import type { WrittenDateTime } from './date-time-format.js';
import type { CsvReason } from './reason-codes.js';

const RAW = 14;
const LONGEST_METER_NUMBER = 64;

/** What a row says, judged. */
export interface CsvRow {
  readonly meterNumber: string;
  readonly stream: string | undefined;
  readonly channel: CompiledChannel;
  readonly readings: readonly MeterReading[];
  /** undefined when the mapping has no column for it. */
  readonly rowTime: number | undefined;
}

/** The row before, for the hour that clocks repeat. */
export interface RowBefore {
  readonly series: string;
  readonly instant: number;
}

/** Reads the rows of one file in their order. @throws FieldFault at the first field at fault of a row. */
export class CsvRowReader {
  #before: RowBefore | undefined;
  /** From when to when the row at hand tells of, once that is known. */
  #span: Pick<RefusedReadings, 'from' | 'to'> | undefined;

  constructor(
    private readonly compiled: CompiledMapping,
    private readonly header: CsvHeader,
  ) {}

  read(fields: readonly string[]): CsvRow {
    const before = this.#before;
    this.#before = undefined;
    this.#span = undefined;
    const { mapping } = this.compiled;
    const meterNumber = this.#text(fields, mapping.meterNumber);
    if (meterNumber === '' || meterNumber.length > LONGEST_METER_NUMBER) {
      throw new FieldFault<CsvReason>('meter-number-blank', nameOf(mapping.meterNumber), meterNumber);
    }
    const channel = this.#channel(fields);
    const stream = mapping.stream === undefined ? undefined : this.#text(fields, mapping.stream);
    const quality = this.#quality(fields);
    const written = this.#dateTime(fields);
    const series = `${meterNumber}\n${stream ?? ''}\n${channel.name}`;
    const rowTime = mapping.rowTime === undefined ? undefined : this.#rowTime(fields, mapping.rowTime);
    try {
      const readings =
        typeof mapping.value === 'object'
          ? this.#day(fields, mapping.value.columns, written, channel, quality)
          : [this.#single(fields, mapping.value, written, channel, quality, before?.series === series ? before : undefined, series)];
      return { meterNumber, stream, channel, readings, rowTime };
    } catch (error) {
      const span = this.#toldSpan();
      if (!(error instanceof FieldFault) || !span) throw error;
      const refused = { meterNumber, channel: channel.type, ...(stream !== undefined && { stream }), ...span };
      throw new FieldFault<CsvReason>(error.code as CsvReason, error.field, error.value, refused);
    }
  }

  #toldSpan(): Pick<RefusedReadings, 'from' | 'to'> | undefined {
    return this.#span;
  }

  #single(
    fields: readonly string[],
    column: CsvColumn,
    written: WrittenDateTime,
    channel: CompiledChannel,
    quality: CsvQuality,
    before: RowBefore | undefined,
    series: string,
  ): MeterReading {
    const { clock, mapping } = this.compiled;
    const length = channel.type.intervalLength;
    const instant = before ? clock.instantAfter(written, before.instant, length) : clock.instantOf(written);
    if (typeof instant !== 'number') throw this.#fault(`local-time-${instant}`, fields);
    const start = mapping.timeNames === 'end' ? instant - length : instant;
    this.#span = { from: start, to: start + Math.max(1, length) };
    const value = this.#value(fields, column, channel.factor, quality);
    this.#before = { series, instant };
    return { start, value, quality: quality.quality };
  }

  #day(
    fields: readonly string[],
    columns: readonly CsvColumn[],
    written: WrittenDateTime,
    channel: CompiledChannel,
    quality: CsvQuality,
  ): MeterReading[] {
    const { start, length } = this.compiled.clock.dayOf(written.clock);
    const step = channel.type.intervalLength;
    this.#span = { from: start, to: start + length };
    const intervals = length / step;
    const surplus = columns.slice(intervals).find((column) => this.#text(fields, column) !== '');
    if (intervals > columns.length || surplus !== undefined) {
      const filled = columns.filter((column) => this.#text(fields, column) !== '').length;
      throw new FieldFault<CsvReason>('interval-count-does-not-match', 'values', `${filled} of ${intervals}`);
    }
    return columns.slice(0, intervals).map((column, i) => ({
      start: start + i * step,
      value: this.#value(fields, column, channel.factor, quality),
      quality: quality.quality,
    }));
  }

  #value(fields: readonly string[], column: CsvColumn, factor: Decimal, { hasValue }: CsvQuality): number | null {
    const text = this.#text(fields, column);
    const field = nameOf(column);
    if (text === '') {
      if (hasValue) throw new FieldFault<CsvReason>('value-missing', field, text);
      return null;
    }
    const decimal = this.compiled.mapping.decimalComma ? withPoint(text) : text;
    const value = decimal === undefined ? undefined : scaleExactly(decimal, factor);
    if (value === undefined) throw new FieldFault<CsvReason>('value-not-a-number', field, text);
    if (value === 'too-precise') throw new FieldFault<CsvReason>('value-too-precise', field, text);
    if (value === 'too-large') throw new FieldFault<CsvReason>('value-too-large', field, text);
    return hasValue ? value : null;
  }

  #channel(fields: readonly string[]): CompiledChannel {
    const { mapping, channel, channels } = this.compiled;
    if (!mapping.channelColumn) return channel;
    const word = this.#text(fields, mapping.channelColumn.column);
    const found = channels.get(word);
    if (!found) throw new FieldFault<CsvReason>('unknown-channel', nameOf(mapping.channelColumn.column), word);
    return found;
  }

  #quality(fields: readonly string[]): CsvQuality {
    const { flag, defaultQuality = RAW } = this.compiled.mapping;
    if (!flag) return { quality: defaultQuality, hasValue: true };
    const word = this.#text(fields, flag.column);
    if (!Object.hasOwn(flag.flags, word)) throw new FieldFault<CsvReason>('unknown-flag', nameOf(flag.column), word);
    return flag.flags[word]!;
  }

  #dateTime(fields: readonly string[]): WrittenDateTime {
    const written = this.compiled.parse(this.#writtenTime(fields));
    if (!written) throw this.#fault('date-time-not-valid', fields);
    return written;
  }

  #rowTime(fields: readonly string[], column: CsvColumn): number {
    const text = this.#text(fields, column);
    const written = this.compiled.parse(text);
    const instant = written && this.compiled.clock.instantOf(written);
    if (typeof instant !== 'number') {
      throw new FieldFault<CsvReason>(instant ? `local-time-${instant}` : 'date-time-not-valid', nameOf(column), text);
    }
    return instant;
  }

  #writtenTime(fields: readonly string[]): string {
    const { time } = this.compiled.mapping;
    if ('dateTime' in time) return this.#text(fields, time.dateTime);
    return `${this.#text(fields, time.date)} ${this.#text(fields, time.time)}`;
  }

  #fault(code: CsvReason, fields: readonly string[]): FieldFault<CsvReason> {
    const { time } = this.compiled.mapping;
    return new FieldFault<CsvReason>(code, nameOf('dateTime' in time ? time.dateTime : time.date), this.#writtenTime(fields));
  }

  #text(fields: readonly string[], column: CsvColumn): string {
    return fields[this.header.at(column)]!.trim();
  }
}

const nameOf = (column: CsvColumn): string => (typeof column === 'number' ? `column ${column}` : column);

/** `1.234,5` as 1234.5; undefined when points do not stand before three digits each. */
function withPoint(text: string): string | undefined {
  if (!/^[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d*)?$/.test(text)) return undefined;
  return text.replaceAll('.', '').replace(',', '.');
}
