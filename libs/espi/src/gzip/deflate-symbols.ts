/** Symbols of deflate (RFC 1951 section 3.2.5). */
export const END_OF_BLOCK = 256;
export const LITERALS_AND_LENGTHS = 286;
export const DISTANCES = 30;
export const [SHORTEST_MATCH, LONGEST_MATCH, WINDOW] = [3, 258, 32_768];

/** By length of a match: its symbol, and the bits that follow it. */
export const LENGTH_SYMBOL = new Uint16Array(LONGEST_MATCH + 1);
const LENGTH_BASE = new Uint16Array(LONGEST_MATCH + 1);
export const LENGTH_EXTRA = new Uint8Array(LONGEST_MATCH + 1);

for (let symbol = 257, length = SHORTEST_MATCH; length < LONGEST_MATCH; symbol++) {
  const extra = symbol < 265 ? 0 : (symbol - 261) >> 2;
  for (let i = 0; i < 1 << extra && length + i < LONGEST_MATCH; i++) {
    LENGTH_SYMBOL[length + i] = symbol;
    LENGTH_BASE[length + i] = length;
    LENGTH_EXTRA[length + i] = extra;
  }
  length += 1 << extra;
}
LENGTH_SYMBOL[LONGEST_MATCH] = 285;
LENGTH_BASE[LONGEST_MATCH] = LONGEST_MATCH;

/** The bits that follow the symbol of a length. */
export const lengthBits = (length: number): number => length - LENGTH_BASE[length]!;

export const distanceExtra = (symbol: number): number => (symbol < 4 ? 0 : (symbol >> 1) - 1);
/** @param distance 1 to 32,768 */
export function distanceSymbol(distance: number): number {
  const rest = distance - 1;
  if (rest < 4) return rest;
  const width = 31 - Math.clz32(rest);
  return 2 * width + ((rest >> (width - 1)) & 1);
}
/** The bits that follow the symbol of a distance. */
export const distanceBits = (distance: number, extra: number): number => (distance - 1) & ((1 << extra) - 1);
