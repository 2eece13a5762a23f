import {
  AFTER_START,
  BEFORE_START,
  BITS_MASK,
  CASE_SIZE,
  CONSTANT_CRC,
  COUNT_AT,
  COUNT_MASK,
  DIGITS_AT,
  MINUS_CODE,
  MINUS_CRCS,
  NUMBER_CODES,
  NUMBER_CRCS,
  OUTPUT,
  PAIR_CODES,
  PAIRS_CHANGE,
  START_CRCS,
  STATE,
  TRIPLE_CODES,
  TRIPLE_CRCS,
  VALUE_PASSING,
  VALUES,
} from './synthesis-tables.js';

/**
 * The inner loop: writes `count` values and what stands between them as bits of deflate, and keeps the CRC of their text.
 * @param connector where the tables of what stands between two values lie
 * @param start of the first reading; the next ones follow `step` apart
 * @param bits of the byte begun before, `bitCount` of them
 * @returns the end of the bytes written; the rest is in STATE
 */
export type Synthesis = (
  connector: number,
  start: number,
  step: number,
  count: number,
  bits: number,
  bitCount: number,
  crc: number,
) => number;

/** The inner loop in JavaScript: where there is no WebAssembly, and what the one in WebAssembly is compared with. */
export function plainSynthesis(memory: ArrayBuffer): Synthesis {
  const table = new Int32Array(memory);
  const bytes = new Uint8Array(memory);
  let [out, bits, bitCount] = [0, 0, 0];

  const put = (entry: number): void => {
    bits |= (entry & BITS_MASK) << bitCount;
    bitCount += (entry >>> COUNT_AT) & COUNT_MASK;
    for (; bitCount >= 8; bitCount -= 8) {
      bytes[out++] = bits;
      bits >>>= 8;
    }
  };
  const pass = (tables: number, crc: number): number => {
    const at = tables >> 2;
    return (
      table[at + (crc & 0xff)]! ^
      table[at + 0x100 + ((crc >>> 8) & 0xff)]! ^
      table[at + 0x200 + ((crc >>> 16) & 0xff)]! ^
      table[at + 0x300 + (crc >>> 24)]!
    );
  };
  const entry = (offset: number, i: number): number => table[(offset >> 2) + i]!;

  return (connector, start, step, count, bitsBefore, countBefore, crcBefore) => {
    [out, bits, bitCount] = [OUTPUT, bitsBefore, countBefore];
    let crc = crcBefore;
    let text = 0;
    let high = -1;
    let highCrc = 0;
    for (let i = 0; ; i++) {
      let value = entry(VALUES, i);
      let digits = 0;
      let left = 0;
      const negative = value < 0;
      if (negative) {
        put(entry(MINUS_CODE, 0));
        value = -value;
      }
      if (value < 1000) {
        const code = entry(NUMBER_CODES, value);
        put(code);
        digits = code >>> DIGITS_AT;
        left = entry(NUMBER_CRCS, value);
      } else if (value < 1_000_000) {
        const thousands = Math.trunc(value / 1000);
        const rest = value - thousands * 1000;
        const code = entry(NUMBER_CODES, thousands);
        put(code);
        put(entry(TRIPLE_CODES, rest));
        digits = (code >>> DIGITS_AT) + 3;
        left = entry(NUMBER_CRCS, 1000 + thousands) ^ entry(TRIPLE_CRCS, rest);
      } else {
        const millions = Math.trunc(value / 1_000_000);
        const below = value - millions * 1_000_000;
        const thousands = Math.trunc(below / 1000);
        const rest = below - thousands * 1000;
        const code = entry(NUMBER_CODES, millions);
        put(code);
        put(entry(TRIPLE_CODES, thousands));
        put(entry(TRIPLE_CODES, rest));
        digits = (code >>> DIGITS_AT) + 6;
        left = entry(NUMBER_CRCS, 2000 + millions) ^ entry(TRIPLE_CRCS, 1000 + thousands) ^ entry(TRIPLE_CRCS, rest);
      }
      if (negative) left ^= entry(MINUS_CRCS, digits++);
      crc = pass(VALUE_PASSING + 4096 * digits, crc) ^ left;
      text += digits;
      if (i + 1 === count) break;

      if (i === 0) [high, highCrc] = highOf(start);
      start += step;
      const nextHigh = Math.trunc(start / 10_000);
      const low = start - nextHigh * 10_000;
      const before = connector + BEFORE_START;
      if (nextHigh === high) put(entry(before + 3 * CASE_SIZE, digits));
      else {
        const lastPair = nextHigh % 100;
        if (Math.trunc(nextHigh / 10) === Math.trunc(high / 10)) {
          put(entry(before + 2 * CASE_SIZE, digits));
          put(entry(NUMBER_CODES, nextHigh % 10));
        } else if (Math.trunc(nextHigh / 100) === Math.trunc(high / 100)) {
          put(entry(before + CASE_SIZE, digits));
          put(entry(PAIR_CODES, lastPair));
        } else {
          put(entry(before, digits));
          put(entry(PAIR_CODES, Math.trunc(nextHigh / 10_000)));
          put(entry(PAIR_CODES, Math.trunc(nextHigh / 100) % 100));
          put(entry(PAIR_CODES, lastPair));
        }
        [high, highCrc] = highOf(start);
      }
      const third = Math.trunc(low / 100);
      const fourth = low - third * 100;
      put(entry(PAIR_CODES, third));
      if (entry(connector + PAIRS_CHANGE, 0) !== 0) put(entry(PAIR_CODES, fourth));
      put(entry(connector + AFTER_START, digits));
      crc = pass(connector, crc) ^ highCrc ^ entry(connector + CONSTANT_CRC, 0);
      crc ^= entry(START_CRCS, 300 + third) ^ entry(START_CRCS, 400 + fourth);
    }
    table.set([bits, bitCount, crc, text], STATE / 4);
    return out;
  };

  /** The first six digits of a start, and what they leave in the CRC. */
  function highOf(start: number): [high: number, crc: number] {
    const high = Math.trunc(start / 10_000);
    const [one, two, three] = [Math.trunc(high / 10_000), Math.trunc(high / 100) % 100, high % 100];
    return [high, entry(START_CRCS, one) ^ entry(START_CRCS, 100 + two) ^ entry(START_CRCS, 200 + three)];
  }
}
