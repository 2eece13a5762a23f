import { contribution, passingTables } from './crc32.js';
import type { DeflateCode } from './deflate-code.js';

/** Readings that fit into one call. */
export const MOST_READINGS = 2048;
/** Values of a run lie between minus this and this: three groups of three digits. */
export const VALUES_BELOW = 1_000_000_000;
/** Bytes of a value at most: a minus and nine digits. */
const MOST_DIGITS = 10;
/** An entry of a table of codes: bits below, their count above, and in one table the digits of the number above that. */
export const [COUNT_AT, COUNT_MASK, DIGITS_AT, BITS_MASK] = [24, 31, 29, 0xff_ffff];

// Where things lie in the memory of the inner loop, in bytes. All entries are 32 bits wide.
let free = 0;
const place = (entries: number): number => {
  const at = free;
  free += 4 * entries;
  return at;
};
/** Codes: two digits; a number below 1,000 as it is; three digits; the minus. */
export const PAIR_CODES = place(100);
export const NUMBER_CODES = place(1000);
export const TRIPLE_CODES = place(1000);
export const MINUS_CODE = place(1);
/** What they leave in the CRC: a number with 0, 3 or 6 digits behind it, three digits with 0 or 3 behind them, a minus by the digits behind it. */
export const NUMBER_CRCS = place(3 * 1000);
export const TRIPLE_CRCS = place(2 * 1000);
export const MINUS_CRCS = place(MOST_DIGITS + 1);
/** The same of the five pairs of digits of a start, with all that follows up to the value. */
export const START_CRCS = place(5 * 100);
/** Registers taken over a value, by its bytes. */
export const VALUE_PASSING = place((MOST_DIGITS + 1) * 1024);
/** What `run` leaves besides the end of its bytes: the bits of the byte begun, their count, the CRC, the bytes of text. */
export const STATE = place(4);
export const VALUES = place(MOST_READINGS);
/** Connectors, one kind beside the other. */
export const MOST_CONNECTORS = 16;
/** Inside a connector: its CRC table and its CRC without digits; its matches by the digits of the value before, for starts of which 0, 4, 5 and 6 digits stay. */
export const [PASSING, CONSTANT_CRC, BEFORE_START, AFTER_START, PAIRS_CHANGE] = [0, 4096, 4160, 4416, 4480];
export const KEPT_DIGITS = [0, 4, 5, 6] as const;
export const CASE_SIZE = 64;
const CONNECTOR_SIZE = 4544;
export const CONNECTORS = place((MOST_CONNECTORS * CONNECTOR_SIZE) / 4);
/** Compressed readings; bytes of one at most, far more than the codes of the tables can add up to. */
export const OUTPUT = (free + 15) & ~15;
const LONGEST_OUTPUT = 32;
export const MEMORY_SIZE = OUTPUT + MOST_READINGS * LONGEST_OUTPUT + 64;

/** Bits that a digit may take, so that three of them fit into an entry. */
const MOST_DIGIT_BITS = 6;
/** Bits of a match that fit into the accumulator of 64 beside two digits and another match. */
const MOST_MATCH_BITS = 18;
const TEXT = new TextEncoder();

/** The text between two values of a run: all is fixed but the ten digits of a start. */
export interface Connector {
  readonly beforeStart: string;
  readonly afterStart: string;
  /** Seconds from start to start. */
  readonly step: number;
}

/** Fills in all that does not depend on what stands between the values. */
export function fillTables(memory: ArrayBuffer, code: DeflateCode, afterStart: string): void {
  const table = new Int32Array(memory);
  const at = (offset: number, i: number): number => offset / 4 + i;
  const pair = (i: number): string => String(i).padStart(2, '0');
  const triple = (i: number): string => String(i).padStart(3, '0');
  for (let i = 0; i < 1000; i++) {
    table[at(NUMBER_CODES, i)] = codeOf(String(i), code) | (String(i).length << DIGITS_AT);
    table[at(TRIPLE_CODES, i)] = codeOf(triple(i), code);
    for (const behind of [0, 1, 2]) table[at(NUMBER_CRCS, 1000 * behind + i)] = contribution(TEXT.encode(String(i)), 3 * behind);
    for (const behind of [0, 1]) table[at(TRIPLE_CRCS, 1000 * behind + i)] = contribution(TEXT.encode(triple(i)), 3 * behind);
  }
  for (let i = 0; i < 100; i++) {
    table[at(PAIR_CODES, i)] = codeOf(pair(i), code);
    for (const nth of [0, 1, 2, 3, 4]) {
      table[at(START_CRCS, 100 * nth + i)] = contribution(TEXT.encode(pair(i)), 2 * (4 - nth) + afterStart.length);
    }
  }
  const minus = '-'.charCodeAt(0);
  table[at(MINUS_CODE, 0)] = code.literals.codes[minus]! | (code.literals.lengths[minus]! << COUNT_AT);
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    table[at(MINUS_CRCS, digits)] = contribution([minus], digits);
    table.set(passingTables(digits), at(VALUE_PASSING, 1024 * digits));
  }
}

/** @throws RangeError when the code gives a digit more bits than the tables have room for */
function codeOf(digits: string, { literals }: DeflateCode): number {
  let [bits, count] = [0, 0];
  for (const digit of TEXT.encode(digits)) {
    if (literals.lengths[digit]! > MOST_DIGIT_BITS) throw new RangeError(`a digit may take ${MOST_DIGIT_BITS} bits at most`);
    bits |= literals.codes[digit]! << count;
    count += literals.lengths[digit]!;
  }
  return bits | (count << COUNT_AT);
}

/**
 * Fills in what stands between two values as the matches that give it: both reach back exactly one reading, whose text ends
 * with the value before.
 * @returns false when it takes more bits than the inner loop has room for, or does not fit into two matches
 */
export function fillConnector(memory: ArrayBuffer, slot: number, { beforeStart, afterStart, step }: Connector, code: DeflateCode): boolean {
  const table = new Int32Array(memory, CONNECTORS + slot * CONNECTOR_SIZE, CONNECTOR_SIZE / 4);
  const length = beforeStart.length + 10 + afterStart.length;
  // Starts a multiple of 100 s apart have the same last two digits.
  const pairsChange = step % 100 !== 0;
  const entry = (matched: number, digits: number): number | undefined => {
    const bits = matched > 258 ? undefined : code.match(matched, length + digits, MOST_MATCH_BITS);
    return bits && bits.value | (bits.count << COUNT_AT);
  };
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    const after = entry(afterStart.length + (pairsChange ? 0 : 2), digits);
    if (after === undefined) return false;
    table[AFTER_START / 4 + digits] = after;
    for (const [i, kept] of KEPT_DIGITS.entries()) {
      const before = entry(beforeStart.length + kept, digits);
      if (before === undefined) return false;
      table[(BEFORE_START + CASE_SIZE * i) / 4 + digits] = before;
    }
  }
  table.set(passingTables(length), PASSING / 4);
  const withoutDigits = TEXT.encode(beforeStart + '\0'.repeat(10) + afterStart);
  table[CONSTANT_CRC / 4] = contribution(withoutDigits, 0);
  table[PAIRS_CHANGE / 4] = pairsChange ? 1 : 0;
  return true;
}

export const connectorAt = (slot: number): number => CONNECTORS + slot * CONNECTOR_SIZE;
