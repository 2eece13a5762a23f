import { FieldFault, rejectOf } from '../field-fault.js';
import type { LineOfReadings, LineReject, RefusedReadings } from '../meter-readings.js';
import type { TextLine } from '../lines/split-lines.js';
import { readIntervalDay, type WrittenDay } from './interval-day.js';
import { parseDate } from './market-time.js';
import type { NemStream } from './meter-record.js';
import { NEM_REASONS, type NemReason } from './reason-codes.js';

/** Of the clock of the file, which knows no daylight saving. */
const DAY = 86_400;
/** Most 400 records kept for one day: more cannot cover it without overlapping. */
const MOST_EVENTS = 1_440;

/** A 300 record that waits for its 400 records: judged as one, taken whole or refused whole. */
export class PendingDay {
  readonly #events: { line: number; fields: readonly string[] }[] = [];
  #raw: string;
  #lastLine: number;
  #spoilt = false;

  constructor(
    private readonly line: TextLine,
    private readonly fields: readonly string[],
    private readonly stream: NemStream | undefined,
  ) {
    this.#raw = line.text;
    this.#lastLine = line.number;
  }

  /** @returns false when the day has all the 400 records it can have. */
  add(line: TextLine, fields: readonly string[]): boolean {
    if (this.#events.length >= MOST_EVENTS) return false;
    this.#events.push({ line: line.number, fields });
    this.#raw += `\n${line.text}`;
    this.#lastLine = line.number;
    return true;
  }

  /** A 400 record of the day was refused, so what it says of the day is not known. */
  spoil(): void {
    this.#spoilt = true;
  }

  finish(fileTime: number, utcOffset: number): LineOfReadings | LineReject<NemReason> {
    const place = { line: this.line.number, raw: this.#raw, lastLine: this.#lastLine };
    try {
      if (!this.stream) throw new FieldFault<NemReason>('meter-record-refused', 'line', this.line.text);
      if (this.#spoilt) throw new FieldFault<NemReason>('interval-event-refused', 'line', this.line.text);
      const written: WrittenDay = { fields: this.fields, events: this.#events };
      const { readings, updated } = readIntervalDay(written, this.stream, utcOffset);
      const { meterNumber, channel, suffix } = this.stream;
      const day = { kind: 'readings' as const, line: place.line, meterNumber, channel, fileTime: updated ?? fileTime, readings };
      const several = place.lastLine === place.line ? {} : { lastLine: place.lastLine };
      return { ...day, raw: place.raw, stream: suffix, ...several };
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      const { code, field, value } = error as FieldFault<NemReason>;
      return rejectOf(place, new FieldFault<NemReason>(code, field, value, this.#refused(utcOffset)), NEM_REASONS);
    }
  }

  /** What the day would have brought; undefined where its meter or its date is not known. */
  #refused(utcOffset: number): RefusedReadings | undefined {
    const midnight = parseDate(this.fields[1] ?? '', utcOffset);
    if (!this.stream || midnight === undefined) return undefined;
    const { meterNumber, channel, suffix } = this.stream;
    return { meterNumber, channel, stream: suffix, from: midnight, to: midnight + DAY };
  }
}
