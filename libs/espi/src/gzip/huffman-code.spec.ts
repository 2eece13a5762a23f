import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalCode, huffmanCode } from './huffman-code.js';

const cost = (weights: readonly number[], lengths: Uint8Array): number => weights.reduce((sum, weight, i) => sum + weight * lengths[i]!, 0);

/** The cost of Huffman's own code, which no bound holds: the sum of all joined weights. */
function unboundCost(weights: readonly number[]): number {
  const queue = weights.filter((weight) => weight > 0);
  let sum = 0;
  while (queue.length > 1) {
    queue.sort((a, b) => b - a);
    const joined = queue.pop()! + queue.pop()!;
    queue.push(joined);
    sum += joined;
  }
  return sum;
}

describe('huffmanCode', () => {
  it('is as short as Huffman’s code where the bound allows it', () => {
    const weights = fc.array(fc.nat(100), { minLength: 2, maxLength: 14 }).filter((each) => each.filter((weight) => weight > 0).length > 1);
    fc.assert(fc.property(weights, (each) => expect(cost(each, huffmanCode(each, 15).lengths)).toBe(unboundCost(each))));
  });

  it('keeps to the bound, is complete, and no code begins another', () => {
    const weights = fc.array(fc.oneof(fc.nat(3), fc.nat(1_000_000)), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(weights, (each) => {
        fc.pre(each.filter((weight) => weight > 0).length > 1);
        const { lengths, codes } = huffmanCode(each, 7);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(7);
        expect([...lengths].every((length, i) => length > 0 === each[i]! > 0)).toBe(true);
        const texts = [...codes].flatMap((code, i) => {
          const bits = Array.from({ length: lengths[i]! }, (_, bit) => (code >> bit) & 1).join('');
          return bits === '' ? [] : [bits];
        });
        for (const one of texts) expect(texts.filter((other) => other.startsWith(one))).toEqual([one]);
      }),
    );
  });

  it('refuses a code that is not complete, as every decoder does, and one of a single symbol', () => {
    expect(() => canonicalCode(Uint8Array.of(1, 2, 3))).toThrow('not complete');
    expect(() => canonicalCode(Uint8Array.of(1, 1, 1))).toThrow('not complete');
    expect(() => huffmanCode([0, 5, 0], 7)).toThrow(RangeError);
  });

  it('gives the codes of the example in RFC 1951', () => {
    const { codes } = canonicalCode(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4));
    // 010 011 100 101 110 00 1110 1111, each from its last bit to its first.
    expect([...codes]).toEqual([0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111]);
  });
});
