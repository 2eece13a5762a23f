import { DeflateCode } from './deflate-code.js';
import { DISTANCES, LITERALS_AND_LENGTHS } from './deflate-symbols.js';

/** Symbols and how often each is expected, in feeds of a usage point as well as of many, of a day as well as of years. */
type Expected = readonly (readonly [symbols: readonly number[], weight: number])[];

const characters = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/**
 * Counted in feeds of hourly and 15-minute readings (ten thousandths, times ten), then evened out: a reading is six or seven
 * digits and two matches, a frame is mainly the digits of two ids.
 */
const LITERALS: Expected = [
  [range(0, 31), 1],
  [range(32, 126), 15],
  [range(127, 255), 1],
  [characters('\nabcdefghijklmnopqrstuvwxyz/>"'), 30],
  [characters('0123456789'), 6_700],
  [characters('-'), 2_000],
  [characters('abcdef'), 1_050],
  [[256], 1],
  [range(257, 273), 50],
  // 43 to 50 bytes, up to the value; 115 to 130, from the value to the start's digits that change; with a quality 163 to 194.
  [[274], 9_600],
  [range(275, 279), 60],
  [[280], 9_700],
  [[281], 200],
  [[282], 600],
  [range(283, 285), 250],
];

const DISTANCE_SYMBOLS: Expected = [
  [range(0, 29), 15],
  // 129 to 192 bytes back, which is one reading; with a quality 193 to 256.
  [[14], 85_000],
  [[15], 1_500],
  [range(16, 21), 300],
  // The frame before: 24 hourly readings back, or 96 of 15 minutes.
  [[24, 25], 2_500],
  [[28, 29], 2_500],
];

function weightsOf(expected: Expected, count: number): number[] {
  const weights = new Array<number>(count).fill(0);
  for (const [symbols, weight] of expected) for (const symbol of symbols) weights[symbol] = weight;
  return weights;
}

/** The code of all feeds: known before the first reading, so that each is written in one go. */
export const FEED_CODE = new DeflateCode(weightsOf(LITERALS, LITERALS_AND_LENGTHS), weightsOf(DISTANCE_SYMBOLS, DISTANCES));
