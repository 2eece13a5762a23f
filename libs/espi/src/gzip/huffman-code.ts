/** A prefix code: for each symbol the number of its bits, 0 when it has none, and the bits as deflate sends them, lowest first. */
export interface HuffmanCode {
  readonly lengths: Uint8Array;
  readonly codes: Uint16Array;
}

interface Package {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/**
 * The best prefix code in which no symbol takes more than `most` bits (package-merge: Larmore and Hirschberg 1990), canonical
 * as RFC 1951 section 3.2.2 wants it. @param weights how often each symbol is expected; 0: never, it gets no code
 */
export function huffmanCode(weights: readonly number[], most: number): HuffmanCode {
  const leaves = weights
    .map((weight, symbol): Package => ({ weight, symbols: [symbol] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.weight - b.weight);
  if (leaves.length < 2) throw new RangeError('a prefix code needs two symbols');
  let packages: Package[] = [];
  for (let bit = 0; bit < most; bit++) {
    const merged = [...leaves, ...packages].sort((a, b) => a.weight - b.weight);
    packages = [];
    for (let i = 0; i + 1 < merged.length; i += 2) {
      const [one, other] = [merged[i]!, merged[i + 1]!];
      packages.push({ weight: one.weight + other.weight, symbols: [...one.symbols, ...other.symbols] });
    }
  }
  const lengths = new Uint8Array(weights.length);
  for (const { symbols } of packages.slice(0, leaves.length - 1)) for (const symbol of symbols) lengths[symbol]!++;
  return canonicalCode(lengths);
}

/** @throws RangeError unless the code is complete: decoders refuse any other, and a writer would corrupt its stream */
export function canonicalCode(lengths: Uint8Array): HuffmanCode {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const used = counts.reduce((sum, count, length) => sum + (length === 0 ? 0 : count * 2 ** (15 - length)), 0);
  if (used !== 2 ** 15) throw new RangeError(`the prefix code is not complete: it takes ${used} of ${2 ** 15} places`);
  const next = new Array<number>(17).fill(0);
  for (let length = 1; length < 16; length++) next[length + 1] = (next[length]! + counts[length]!) << 1;
  const codes = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) if (length > 0) codes[symbol] = reversed(next[length]!++, length);
  return { lengths, codes };
}

function reversed(code: number, length: number): number {
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= ((code >> i) & 1) << (length - 1 - i);
  return bits;
}
