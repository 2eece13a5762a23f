import { FieldFault, rejectOf } from '../field-fault.js';
import { splitFields } from '../lines/split-fields.js';
import type { TextLine } from '../lines/split-lines.js';
import { type LineNote, type LineOfReadings, type LineReject, UnrecognizedFileError } from '../meter-readings.js';
import { readAccumulatedRecord } from './accumulated-record.js';
import { parseDateTime } from './market-time.js';
import { type NemStream, readMeterRecord, readRegister } from './meter-record.js';
import { MARKET_TIME, type NemOptions } from './nem-options.js';
import { PendingDay } from './pending-day.js';
import { NEM_REASONS, type NemReason } from './reason-codes.js';

export type NemVersion = 'NEM12' | 'NEM13';
export type NemLine = LineOfReadings | LineNote | LineReject<NemReason>;

const RECORDS: ReadonlySet<string> = new Set(['100', '200', '250', '300', '400', '500', '550', '900']);
const RECORDS_OF: Readonly<Record<NemVersion, ReadonlySet<string>>> = {
  NEM12: new Set(['100', '200', '300', '400', '500', '900']),
  NEM13: new Set(['100', '250', '550', '900']),
};

/** What is known between two records of one file. Memory: one stream and one day. */
export class NemFile {
  readonly #utcOffset: number;
  #fileTime: number | undefined;
  /** undefined before the first 200 record, null after one that was refused. */
  #stream: NemStream | null | undefined;
  #day: PendingDay | undefined;
  #ended = false;
  #anything = false;
  #lastLine = 0;

  constructor(
    private readonly version: NemVersion,
    private readonly options: NemOptions,
  ) {
    this.#utcOffset = options.utcOffset ?? MARKET_TIME;
  }

  /** What becomes of one line. @throws UnrecognizedFileError when the first record is no 100 record of the version. */
  take(line: TextLine): NemLine[] {
    this.#lastLine = line.number;
    const fields = splitFields(line.text)?.map((field) => field.trim());
    if (this.#fileTime === undefined) {
      this.#fileTime = this.#readHeader(line, fields);
      return [];
    }
    const found: NemLine[] = [];
    try {
      this.#takeRecord(line, fields, found);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      this.#distrust(fields?.[0]);
      this.#finishDay(found);
      found.push(rejectOf({ line: line.number, raw: line.text }, error as FieldFault<NemReason>, NEM_REASONS));
    }
    if (found.some(({ kind }) => kind !== 'note')) this.#anything = true;
    return found;
  }

  /** What is left at the end of the file. @throws UnrecognizedFileError when the file is empty. */
  end(): NemLine[] {
    if (this.#fileTime === undefined) throw new UnrecognizedFileError(`The file is empty: a ${this.version} file begins with a 100 record`);
    const found: NemLine[] = [];
    this.#finishDay(found);
    if (!this.#ended) {
      // There is no such line: the reject stands where it is missing.
      const fault = new FieldFault<NemReason>('end-record-missing', 'record indicator', '');
      found.push(rejectOf({ line: this.#lastLine + 1, raw: '' }, fault, NEM_REASONS));
    }
    return found;
  }

  #readHeader(line: TextLine, fields: readonly string[] | undefined): number {
    const [indicator, version, created = ''] = fields ?? [];
    if (indicator !== '100') {
      const seen = RECORDS.has(indicator ?? '') ? `a ${indicator} record` : 'something else';
      throw new UnrecognizedFileError(`A ${this.version} file begins with its 100 header record; this begins with ${seen}`);
    }
    if (version !== this.version) throw new UnrecognizedFileError(`The version in the 100 record is not ${this.version}`);
    const time = parseDateTime(created, this.#utcOffset);
    if (time === undefined || line.overlong) {
      throw new UnrecognizedFileError('The date-time in the 100 record is no YYYYMMDDhhmm, so it is not known which delivery is newer');
    }
    return time;
  }

  #takeRecord(line: TextLine, fields: readonly string[] | undefined, found: NemLine[]): void {
    if (this.#ended) throw new FieldFault<NemReason>('record-after-end', 'line', line.text);
    if (line.overlong) throw new FieldFault<NemReason>('line-too-long', 'line', line.text);
    if (!fields) throw new FieldFault<NemReason>('quote-not-closed', 'line', line.text);
    const indicator = fields[0]!;
    if (!RECORDS.has(indicator)) throw new FieldFault<NemReason>('unknown-record-type', 'record indicator', indicator);
    if (!RECORDS_OF[this.version].has(indicator))
      throw new FieldFault<NemReason>('record-does-not-fit-format', 'record indicator', indicator);
    if (!line.terminated && indicator !== '900') {
      throw new FieldFault<NemReason>('truncated-line', 'line', line.text);
    }
    if (indicator === '400') return this.#takeEvent(line, fields);
    this.#finishDay(found);
    switch (indicator) {
      case '100':
        // A second file behind the first: its header counts for the first one no more, so nothing of it is guessed.
        this.#ended = true;
        throw new FieldFault<NemReason>('header-repeated', 'record indicator', indicator);
      case '200':
        this.#stream = readMeterRecord(fields, this.options);
        return;
      case '300':
        if (this.#stream === undefined) throw new FieldFault<NemReason>('interval-data-without-meter', 'record indicator', indicator);
        this.#day = new PendingDay(line, fields, this.#stream ?? undefined);
        return;
      case '250':
        found.push(this.#readAccumulated(line, fields));
        return;
      case '900':
        this.#ended = true;
        if (!this.#anything) throw new FieldFault<NemReason>('file-without-readings', 'line', line.text);
        return;
      default:
        found.push({ kind: 'note', line: line.number, text: `A ${indicator} record: service order details, no readings`, raw: line.text });
    }
  }

  /** What a refused line takes with it: a line that may have been a 200 record its days, a 400 record its day. */
  #distrust(indicator: string | undefined): void {
    const unknown = indicator === undefined || !RECORDS.has(indicator);
    if (unknown || indicator === '200') this.#stream = null;
    // An unknown word that begins with another digit is no 400 record that lost a character.
    if (indicator === '400' || (unknown && !/^[1-35-9]/.test(indicator ?? ''))) this.#day?.spoil();
  }

  #takeEvent(line: TextLine, fields: readonly string[]): void {
    if (!this.#day) throw new FieldFault<NemReason>('interval-event-without-day', 'record indicator', '400');
    if (!this.#day.add(line, fields)) throw new FieldFault<NemReason>('interval-events-overlap', 'line', line.text);
  }

  #readAccumulated(line: TextLine, fields: readonly string[]): LineOfReadings {
    const { meterNumber, channel, factor, suffix } = readRegister(fields, this.options);
    const { readings, quantity, updated } = readAccumulatedRecord(
      fields,
      { meterNumber, channel, factor, suffix, intervals: 0 },
      this.#utcOffset,
    );
    const fileTime = updated ?? this.#fileTime!;
    return { kind: 'readings', line: line.number, meterNumber, channel, fileTime, readings, raw: line.text, stream: suffix, quantity };
  }

  #finishDay(found: NemLine[]): void {
    const day = this.#day?.finish(this.#fileTime!, this.#utcOffset);
    this.#day = undefined;
    if (!day) return;
    this.#anything = true;
    found.push(day);
  }
}
