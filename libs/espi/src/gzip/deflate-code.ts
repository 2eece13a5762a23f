import { BitChunks } from './bit-chunks.js';
import type { BitOutput } from './bit-output.js';
import {
  DISTANCES,
  distanceBits,
  distanceExtra,
  distanceSymbol,
  END_OF_BLOCK,
  LENGTH_EXTRA,
  LENGTH_SYMBOL,
  lengthBits,
  LITERALS_AND_LENGTHS,
  LONGEST_MATCH,
  SHORTEST_MATCH,
} from './deflate-symbols.js';
import { huffmanCode, type HuffmanCode } from './huffman-code.js';

/** Order in which a block tells the code lengths of the code lengths (RFC 1951 section 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Bits of a match, or of anything else, lowest first, and how many they are. */
export interface Bits {
  readonly value: number;
  readonly count: number;
}

/** What bits are put into, lowest first. */
export interface BitSink {
  /** @param count at most 24; the bits of `value` above it are 0 */
  put(value: number, count: number): void;
}

/** The two prefix codes of a deflate block: every symbol has a code, so that anything can be written with them. */
export class DeflateCode {
  readonly literals: HuffmanCode;
  readonly distances: HuffmanCode;
  /** Codes of literals, and their lengths above 16 bits. */
  readonly entries: Uint32Array;
  /** By length of a match: its bits, and their number above 24. */
  readonly #lengthEntries: Int32Array;
  #opening: BitChunks | undefined;

  /** @param literalWeights of literals 0 to 255, the end of block and the lengths 257 to 285 */
  constructor(literalWeights: readonly number[], distanceWeights: readonly number[]) {
    if (literalWeights.length !== LITERALS_AND_LENGTHS || distanceWeights.length !== DISTANCES) throw new RangeError('a weight is missing');
    this.literals = huffmanCode(literalWeights, 15);
    this.distances = huffmanCode(distanceWeights, 15);
    this.#lengthEntries = Int32Array.from({ length: LONGEST_MATCH + 1 }, (_, length) => {
      const symbol = LENGTH_SYMBOL[length]!;
      const count = this.literals.lengths[symbol]!;
      return length < SHORTEST_MATCH
        ? 0
        : this.literals.codes[symbol]! | (lengthBits(length) << count) | ((count + LENGTH_EXTRA[length]!) << 24);
    });
    this.entries = Uint32Array.from({ length: 256 }, (_, byte) => this.literals.codes[byte]! | (this.literals.lengths[byte]! << 16));
  }

  /** Length and distance of a match as one run of bits. @returns undefined when they are more than `most` */
  match(length: number, distance: number, most: number): Bits | undefined {
    const { literals, distances } = this;
    const [symbol, place] = [LENGTH_SYMBOL[length]!, distanceSymbol(distance)];
    const extra = distanceExtra(place);
    const parts = [
      [literals.codes[symbol]!, literals.lengths[symbol]!],
      [lengthBits(length), LENGTH_EXTRA[length]!],
      [distances.codes[place]!, distances.lengths[place]!],
      [distanceBits(distance, extra), extra],
    ] as const;
    const count = parts.reduce((sum, [, bits]) => sum + bits, 0);
    if (count > most) return undefined;
    let [value, at] = [0, 0];
    for (const [bits, width] of parts) {
      value |= bits << at;
      at += width;
    }
    return { value, count };
  }

  putLiteral(output: BitSink, byte: number): void {
    output.put(this.literals.codes[byte]!, this.literals.lengths[byte]!);
  }

  /** @param length of any size: it is divided into matches */
  putMatch(output: BitSink, length: number, distance: number): void {
    const { distances } = this;
    const place = distanceSymbol(distance);
    const extra = distanceExtra(place);
    for (let left = length; left > 0;) {
      // What is left after a match of the greatest length is never too short for one more.
      const part =
        left > LONGEST_MATCH && left < LONGEST_MATCH + SHORTEST_MATCH ? LONGEST_MATCH - SHORTEST_MATCH : Math.min(left, LONGEST_MATCH);
      const entry = this.#lengthEntries[part]!;
      output.put(entry & 0xff_ffff, entry >>> 24);
      output.put(distances.codes[place]!, distances.lengths[place]!);
      output.put(distanceBits(distance, extra), extra);
      left -= part;
    }
  }

  /** Opens the one block of a stream, the last one, with both codes. */
  openBlock(output: BitOutput): void {
    this.#opening ??= this.#openingBits();
    output.reserve(this.#opening.count);
    output.putChunks(this.#opening);
  }

  #openingBits(): BitChunks {
    const output = new BitChunks();
    const lengths = [...this.literals.lengths, ...this.distances.lengths];
    const runs = runsOf(lengths);
    const weights = new Array<number>(19).fill(0);
    for (const [symbol] of runs) weights[symbol]!++;
    const code = huffmanCode(weights, 7);
    const told = ORDER.map((symbol) => code.lengths[symbol]!);
    while (told.at(-1) === 0) told.pop();
    output.put(0b101, 3);
    output.put(LITERALS_AND_LENGTHS - 257, 5);
    output.put(DISTANCES - 1, 5);
    output.put(told.length - 4, 4);
    for (const length of told) output.put(length, 3);
    for (const [symbol, bits, count] of runs) {
      output.put(code.codes[symbol]!, code.lengths[symbol]!);
      output.put(bits, count);
    }
    return output.end();
  }

  closeBlock(output: BitOutput): void {
    output.reserve(16);
    output.put(this.literals.codes[END_OF_BLOCK]!, this.literals.lengths[END_OF_BLOCK]!);
    output.align();
  }
}

/** Code lengths as a block tells them: `[symbol, bits that follow, their count]`, 16 repeating the one before three to six times. */
function runsOf(lengths: readonly number[]): [symbol: number, bits: number, count: number][] {
  const runs: [number, number, number][] = [];
  for (let i = 0; i < lengths.length;) {
    const length = lengths[i]!;
    runs.push([length, 0, 0]);
    let same = i + 1;
    while (lengths[same] === length) same++;
    let left = same - i - 1;
    for (; left >= 3; left -= Math.min(6, left)) runs.push([16, Math.min(6, left) - 3, 2]);
    for (; left > 0; left--) runs.push([length, 0, 0]);
    i = same;
  }
  return runs;
}
