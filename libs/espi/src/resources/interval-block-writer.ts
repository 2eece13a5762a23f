import type { DocumentBytes } from '../atom/document-bytes.js';
import { MOST_READINGS, readingKernel, START_DIGITS, type ReadingKernel } from '../kernel/reading-kernel.js';
import type { WasmRuntime } from '../kernel/wasm-module.js';

/** Readings as columns, up to `count`; as IntervalReading means them. */
export interface ReadingColumns {
  readonly count: number;
  readonly intervalLength: number;
  readonly starts: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly qualities: ArrayLike<number>;
  /** 1 where there is no value: left out of the block. */
  readonly missing: ArrayLike<number>;
}

const ASCII = new TextEncoder();
const ascii = (text: string): Uint8Array => ASCII.encode(text);
const VALUE = '</espi:start></espi:timePeriod><espi:value>';
const READING_END = '</espi:value></espi:IntervalReading>';
const READING = '\n<espi:IntervalReading>';
const BLOCK_END = '\n</espi:IntervalBlock>';
const TO_VALUE = ascii(VALUE);
const TO_READING_END = ascii(READING_END);

/** Longest reading: its fixed text, a duration, a start and a value of sixteen digits each, and a quality. */
const LONGEST_READING = 360;
/** Starts that have ten digits and fit 32 bits, and values that do. */
const [FIRST_START, LAST_START, MOST_VALUE] = [1_000_000_000, 4_294_967_295, 2_147_483_647];

const KERNEL = readingKernel((globalThis as { WebAssembly?: WasmRuntime }).WebAssembly);

/**
 * Writes IntervalBlocks as bytes, the very bytes of `intervalBlockXml`, many times as fast: fixed text is copied, only
 * digits are made. An unbroken day of one quality, which is nearly every one, goes through the kernel.
 */
export class IntervalBlockWriter {
  #openings = new Map<number, Uint8Array>();
  #openingsOf = -1;
  #plain: PlainReadings | undefined;

  constructor(
    private readonly defaultQuality: number,
    private readonly kernel: ReadingKernel | null = KERNEL ?? null,
  ) {}

  /**
   * Writes a block between `head` and `tail`, or nothing when no reading with a value is shown.
   * @param shows which readings belong into the block, by start; all of them when left out
   * @returns whether anything was written
   */
  append(document: DocumentBytes, head: string, columns: ReadingColumns, tail: string, shows?: (start: number) => boolean): boolean {
    const { count, intervalLength, starts, missing } = columns;
    let first = -1;
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (missing[i] === 1 || (shows && !shows(starts[i]!))) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first < 0) return false;
    const duration = starts[last]! - starts[first]! + intervalLength;
    const interval = `<espi:duration>${duration}</espi:duration><espi:start>${starts[first]!}</espi:start>`;
    document.text(`${head}<espi:IntervalBlock><espi:interval>${interval}</espi:interval>`);
    const unbroken = shows || !this.kernel ? undefined : this.#unbroken(columns, this.kernel);
    if (unbroken) {
      document.bytes(unbroken);
      document.bytes(TO_READING_END);
    } else {
      this.#plain ??= new PlainReadings((quality, length) => this.#opening(quality, length));
      this.#plain.append(document, columns, first, last, shows);
    }
    document.text(BLOCK_END + tail);
    return true;
  }

  /** All readings but the end of the last one, when they follow one another, have values and one quality; else undefined. */
  #unbroken({ count, intervalLength, starts, values, qualities, missing }: ReadingColumns, kernel: ReadingKernel): Uint8Array | undefined {
    const start = starts[0]!;
    const quality = qualities[0]!;
    if (count > MOST_READINGS || start < FIRST_START || start + count * intervalLength > LAST_START) return undefined;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const fits = missing[i] !== 1 && starts[i] === start + i * intervalLength && qualities[i] === quality;
      if (!fits || value > MOST_VALUE || value < -MOST_VALUE) return undefined;
      kernel.values[i] = value;
    }
    const opening = this.#opening(quality, intervalLength);
    kernel.fragment(opening, opening.length - TO_VALUE.length - START_DIGITS);
    // Each fragment begins with the end of the reading before: the first one has none.
    return kernel.render(start, intervalLength, count).subarray(TO_READING_END.length);
  }

  /** All that stands between two values: the end of a reading and the next one up to its value, its start still open. */
  #opening(quality: number, intervalLength: number): Uint8Array {
    if (intervalLength !== this.#openingsOf) {
      this.#openings.clear();
      this.#openingsOf = intervalLength;
    }
    const known = this.#openings.get(quality);
    if (known) return known;
    const departure =
      quality === this.defaultQuality ? '' : `<espi:ReadingQuality><espi:quality>${quality}</espi:quality></espi:ReadingQuality>`;
    const period = `<espi:timePeriod><espi:duration>${intervalLength}</espi:duration><espi:start>${'0'.repeat(START_DIGITS)}`;
    const opening = ascii(`${READING_END}${READING}${departure}${period}${VALUE}`);
    this.#openings.set(quality, opening);
    return opening;
  }
}

/** Any readings, one by one. */
class PlainReadings {
  #room: Uint8Array = new Uint8Array(0);
  #place = 0;

  constructor(private readonly openingOf: (quality: number, intervalLength: number) => Uint8Array) {}

  append(document: DocumentBytes, columns: ReadingColumns, first: number, last: number, shows?: (start: number) => boolean): void {
    const { intervalLength, starts, values, qualities, missing } = columns;
    this.#room = document.reserve((last - first + 1) * LONGEST_READING);
    this.#place = document.length;
    for (let i = first; i <= last; i++) {
      if (missing[i] === 1 || (shows && !shows(starts[i]!))) continue;
      const opening = this.openingOf(qualities[i]!, intervalLength);
      this.#copy(opening.subarray(TO_READING_END.length, opening.length - TO_VALUE.length - START_DIGITS));
      this.#digits(starts[i]!);
      this.#copy(TO_VALUE);
      this.#digits(values[i]!);
      this.#copy(TO_READING_END);
    }
    document.advance(this.#place);
  }

  #copy(bytes: Uint8Array): void {
    this.#room.set(bytes, this.#place);
    this.#place += bytes.length;
  }

  /** Decimal digits of a whole number; the last nine by 32-bit division, the rest by the same again. */
  #digits(number: number): void {
    const room = this.#room;
    let rest = number;
    if (rest < 0) {
      room[this.#place++] = 0x2d;
      rest = -rest;
    }
    let width = 1;
    for (let power = 10; power <= rest; power *= 10) width++;
    let place = this.#place + width;
    this.#place = place;
    while (rest >= 1e9) {
      const high = Math.floor(rest / 1e9);
      let low = (rest - high * 1e9) | 0;
      for (let i = 0; i < 9; i++) {
        const next = (low / 10) | 0;
        room[--place] = 0x30 + low - next * 10;
        low = next;
      }
      rest = high;
    }
    let low = rest | 0;
    do {
      const next = (low / 10) | 0;
      room[--place] = 0x30 + low - next * 10;
      low = next;
    } while (low > 0);
  }
}
