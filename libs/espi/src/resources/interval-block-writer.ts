import type { IntervalReading } from './interval-block.js';

/** Readings as columns, up to `count`; the same meaning as IntervalReading. */
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
const TO_VALUE = ascii('</espi:start></espi:timePeriod><espi:value>');
const TO_READING_END = ascii('</espi:value></espi:IntervalReading>');
const BLOCK_END = ascii('\n</espi:IntervalBlock>');
const READING = '\n<espi:IntervalReading>';

/** Longest reading: its fixed text, a duration, a start and a value of sixteen digits each, and a quality. */
const LONGEST_READING = 360;
const LONGEST_FRAME = 260;

/**
 * Writes IntervalBlocks as bytes, the very bytes of `intervalBlockXml`, several times as fast: fixed text is copied, only
 * digits are made. Its room is used again: what it gives is valid until the next block is written.
 */
export class IntervalBlockWriter {
  #room = new Uint8Array(64 * 1024);
  #place = 0;
  /** The text of a reading up to its start, by quality, for one interval length. */
  #openings = new Map<number, Uint8Array>();
  #openingsOf = -1;

  constructor(private readonly defaultQuality: number) {}

  /**
   * @param head bytes to stand before the block, and `tail` after it
   * @param shows which readings belong into the block, by start; all of them when left out
   * @returns the bytes, or undefined when no reading with a value is shown
   */
  write(head: Uint8Array, columns: ReadingColumns, tail: Uint8Array, shows?: (start: number) => boolean): Uint8Array | undefined {
    const { count, intervalLength, starts, values, qualities, missing } = columns;
    this.#begin(head.length + tail.length + count * LONGEST_READING + LONGEST_FRAME, intervalLength);
    let first = -1;
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (missing[i] === 1 || (shows && !shows(starts[i]!))) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first < 0) return undefined;
    const duration = starts[last]! - starts[first]! + intervalLength;
    const interval = `<espi:duration>${duration}</espi:duration><espi:start>${starts[first]!}</espi:start>`;
    this.#copy(head);
    this.#copy(ascii(`<espi:IntervalBlock><espi:interval>${interval}</espi:interval>`));
    for (let i = first; i <= last; i++) {
      if (missing[i] === 1 || (shows && !shows(starts[i]!))) continue;
      this.#copy(this.#opening(qualities[i]!, intervalLength));
      this.#digits(starts[i]!);
      this.#copy(TO_VALUE);
      this.#digits(values[i]!);
      this.#copy(TO_READING_END);
    }
    this.#copy(BLOCK_END);
    this.#copy(tail);
    return this.#room.subarray(0, this.#place);
  }

  #begin(longest: number, intervalLength: number): void {
    if (longest > this.#room.length) this.#room = new Uint8Array(longest * 2);
    this.#place = 0;
    if (intervalLength === this.#openingsOf) return;
    this.#openings.clear();
    this.#openingsOf = intervalLength;
  }

  #opening(quality: IntervalReading['quality'], intervalLength: number): Uint8Array {
    const known = this.#openings.get(quality);
    if (known) return known;
    const departure =
      quality === this.defaultQuality ? '' : `<espi:ReadingQuality><espi:quality>${quality}</espi:quality></espi:ReadingQuality>`;
    const opening = ascii(`${READING}${departure}<espi:timePeriod><espi:duration>${intervalLength}</espi:duration><espi:start>`);
    this.#openings.set(quality, opening);
    return opening;
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
