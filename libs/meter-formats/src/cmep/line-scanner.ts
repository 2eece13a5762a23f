import { readingsOf, type ChannelType, type LineOfReadings, type MeterReading, type ReadingColumns } from '../meter-readings.js';
import { momentOf } from './date-times.js';
import { type LinePattern, patternOf } from './line-pattern.js';
import type { SourceProfiles } from './source-profile.js';

const [COMMA, POINT, ZERO, NINE, QUOTE, BLANK, TILDE] = [0x2c, 0x2e, 0x30, 0x39, 0x22, 0x20, 0x7e] as const;
/** Columns of some thousand readings lie in one piece of memory; a line has at most so many as fit a line of 65,536 characters. */
const PIECE = 32_768;
/** Patterns that are tried: a file has a few kinds of channel. */
const MOST_PATTERNS = 8;
/** Longest value, fraction and field of the scanner; what is longer is read field by field. */
const [LONGEST_VALUE, LONGEST_FRACTION, LONGEST_FIELD] = [15, 5, 256] as const;
const UNITS = [1, 10, 100, 1_000, 10_000, 100_000] as const;

/** A line read by the scanner: what is seldom asked for is made only then. */
class ScannedLine implements LineOfReadings {
  readonly kind = 'readings' as const;

  constructor(
    readonly line: number,
    readonly meterNumber: string,
    readonly channel: ChannelType,
    readonly fileTime: number,
    readonly columns: ReadingColumns,
    private readonly bytes: Uint8Array,
    private readonly from: number,
    private readonly to: number,
  ) {}

  get readings(): readonly MeterReading[] {
    return readingsOf(this.columns);
  }

  get raw(): string {
    return ascii(this.bytes, this.from, this.to);
  }
}

/**
 * Reads lines of a pattern that was seen before straight from their bytes, some ten times as fast as field by field. It takes only
 * what it is sure of: for any other line it gives undefined, and the reader of records decides. What it takes, it reads as that one would.
 */
export class LineScanner {
  #patterns: LinePattern[] = [];
  #values = new Float64Array(PIECE);
  #qualities = new Uint8Array(PIECE);
  #used = 0;
  /** Where the scan stands, and the field that it has just read. */
  #at = 0;
  #field = 0;
  #stamp = { text: new Uint8Array(12), seconds: Number.NaN };

  constructor(private readonly profiles: SourceProfiles) {}

  /** Remembers what a line that was read field by field looks like. */
  learn(text: string): void {
    const pattern = patternOf(text, this.profiles);
    if (!pattern) return;
    const differs = (known: LinePattern): boolean => !equals(known.head, pattern.head) || !equals(known.tail, pattern.tail);
    this.#patterns = [pattern, ...this.#patterns.filter(differs)].slice(0, MOST_PATTERNS);
  }

  /** The line in `[from, to)`, without its line end. @param number called for its number, only when it is taken */
  scan(bytes: Uint8Array, from: number, to: number, number: () => number): LineOfReadings | undefined {
    for (const pattern of this.#patterns) {
      if (!startsWith(bytes, from, to, pattern.head)) continue;
      const found = this.#scanAs(pattern, bytes, from, to, number);
      if (found) return found;
    }
    return undefined;
  }

  #scanAs(pattern: LinePattern, bytes: Uint8Array, from: number, to: number, number: () => number): LineOfReadings | undefined {
    if (to - from > pattern.longestLine) return undefined;
    this.#at = from + pattern.head.length;
    for (let field = 4; field <= 6; field++) if (!this.#skipField(bytes, to)) return undefined;
    const fileTime = this.#readStamp(bytes, to);
    if (fileTime === undefined || bytes[this.#at++] !== COMMA) return undefined;
    const meter = this.#at;
    if (!this.#skipField(bytes, to)) return undefined;
    const meterEnd = --this.#at;
    // A blank at the ends is cut off, and a blank meter id is another field's matter.
    if (meterEnd === meter || bytes[meter] === BLANK || bytes[meterEnd - 1] === BLANK) return undefined;
    if (!startsWith(bytes, meterEnd, to, pattern.tail)) return undefined;
    this.#at = meterEnd + pattern.tail.length;
    const count = this.#readCount(bytes, to, pattern.mostSets);
    if (count === 0) return undefined;
    const columns = this.#readSets(pattern, bytes, to, count);
    if (!columns) return undefined;
    return new ScannedLine(number(), ascii(bytes, meter, meterEnd), pattern.channel, fileTime, columns, bytes, from, to);
  }

  /** Passes a field and the comma behind it. */
  #skipField(bytes: Uint8Array, to: number): boolean {
    const begin = this.#at;
    for (let at = begin; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === COMMA) {
        this.#at = at + 1;
        return at - begin <= LONGEST_FIELD;
      }
      if (byte < BLANK || byte > TILDE || byte === QUOTE) return false;
    }
    return false;
  }

  /** CCYYMMDDHHMM; nearly every one is the same as that of the line before. */
  #readStamp(bytes: Uint8Array, to: number): number | undefined {
    const { text, seconds } = this.#stamp;
    if (!Number.isNaN(seconds) && startsWith(bytes, this.#at, to, text)) {
      this.#at += 12;
      return seconds;
    }
    const begin = this.#at;
    const moment = this.#readMoment(bytes, to);
    if (moment !== undefined) this.#stamp = { text: bytes.slice(begin, begin + 12), seconds: moment };
    return moment;
  }

  #readMoment(bytes: Uint8Array, to: number): number | undefined {
    if (this.#at + 12 > to || !this.#readDigits(bytes, 8)) return undefined;
    const day = this.#field;
    if (!this.#readDigits(bytes, 2)) return undefined;
    const hour = this.#field;
    return this.#readDigits(bytes, 2) ? momentOf(day, hour, this.#field) : undefined;
  }

  #readDigits(bytes: Uint8Array, count: number): boolean {
    let value = 0;
    for (const end = this.#at + count; this.#at < end; this.#at++) {
      const byte = bytes[this.#at]!;
      if (byte < ZERO || byte > NINE) return false;
      value = value * 10 + byte - ZERO;
    }
    this.#field = value;
    return true;
  }

  /** The count and the comma behind it. @returns 0 for what is no plain count in the limit */
  #readCount(bytes: Uint8Array, to: number, most: number): number {
    let count = 0;
    for (let digits = 0; this.#at < to && digits < 6; digits++) {
      const byte = bytes[this.#at++]!;
      if (byte === COMMA) return digits === 0 || count > most ? 0 : count;
      if (byte < ZERO || byte > NINE) return 0;
      count = count * 10 + byte - ZERO;
    }
    return 0;
  }

  #readSets(pattern: LinePattern, bytes: Uint8Array, to: number, count: number): ReadingColumns | undefined {
    this.#makeRoom(count);
    const { step, flags } = pattern;
    const [values, qualities, from] = [this.#values, this.#qualities, this.#used];
    let end = this.#readMoment(bytes, to);
    // On the raster of quarter hours; the others follow by whole steps, for that is checked below.
    if (end === undefined || end % Math.min(step, 900) !== 0) return undefined;
    const start = end - step;
    for (let i = 0; i < count; i++, end += step) {
      if (i > 0 && bytes[this.#at] !== COMMA && this.#readMoment(bytes, to) !== end) return undefined;
      if (this.#at >= to || bytes[this.#at++] !== COMMA) return undefined;
      let quality = flags[0];
      if (this.#at < to && bytes[this.#at] !== COMMA) quality = bytes[this.#at]! > BLANK ? flags[bytes[this.#at++]!] : undefined;
      if (!quality || this.#at >= to || bytes[this.#at++] !== COMMA) return undefined;
      const value = this.#readValue(bytes, to, pattern.factor);
      if (value === undefined || quality.hasValue === Number.isNaN(value)) return undefined;
      values[from + i] = value;
      qualities[from + i] = quality.quality;
      // Behind the last set stands nothing, or one comma.
      if (i < count - 1 && bytes[this.#at++] !== COMMA) return undefined;
    }
    if (this.#at !== to && !(this.#at === to - 1 && bytes[this.#at] === COMMA)) return undefined;
    this.#used += count;
    return { start, step, count, from, values, qualities };
  }

  /** A value up to the next comma or the end: NaN for none, undefined for what is read field by field. */
  #readValue(bytes: Uint8Array, to: number, factor: number): number | undefined {
    const begin = this.#at;
    let [digits, point, at] = [0, -1, begin];
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO);
      else if (byte === COMMA) break;
      else if (byte === POINT && point < 0 && at > begin) point = at;
      else return undefined;
    }
    this.#at = at;
    const length = at - begin;
    if (length === 0) return Number.NaN;
    const fraction = point < 0 ? 0 : at - point - 1;
    if (length > LONGEST_VALUE || fraction > LONGEST_FRACTION || (point >= 0 && fraction === 0)) return undefined;
    const product = digits * factor;
    const unit = UNITS[fraction]!;
    return Number.isSafeInteger(product) && product % unit === 0 ? product / unit : undefined;
  }

  #makeRoom(count: number): void {
    if (this.#used + count <= this.#values.length) return;
    const size = Math.max(PIECE, count);
    this.#values = new Float64Array(size);
    this.#qualities = new Uint8Array(size);
    this.#used = 0;
  }
}

function startsWith(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  if (from + wanted.length > to) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[from + i] !== wanted[i]) return false;
  return true;
}

const equals = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && startsWith(a, 0, a.length, b);

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode.apply(undefined, bytes.subarray(from, to) as unknown as number[]);
