import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BitOutput } from './bit-output.js';
import { DeflateCode } from './deflate-code.js';
import { DISTANCES, LITERALS_AND_LENGTHS } from './deflate-symbols.js';
import { FEED_CODE } from './feed-code.js';
import { KnownText } from './known-text.js';
import { fillConnector, fillTables, MEMORY_SIZE } from './synthesis-tables.js';

const weights = (count: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: count, maxLength: count });
const code = fc
  .tuple(weights(LITERALS_AND_LENGTHS), weights(DISTANCES))
  .map(([literals, distances]) => new DeflateCode(literals, distances));

describe('DeflateCode', () => {
  it('opens a block that zlib reads, with any code', () => {
    fc.assert(
      fc.property(code, fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 3, max: 1_000 }), (each, bytes, length) => {
        const output = new BitOutput(16);
        each.openBlock(output);
        output.reserve(1_000);
        for (const byte of [...bytes, 65]) each.putLiteral(output, byte);
        each.putMatch(output, length, 1);
        each.closeBlock(output);
        expect(inflateRawSync(output.take()).equals(Buffer.concat([bytes, Buffer.alloc(length + 1, 65)]))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives a match as one run of bits only where it has room', () => {
    expect(FEED_CODE.match(124, 180, 18)?.count).toBeLessThanOrEqual(18);
    expect(FEED_CODE.match(124, 32_768, 5)).toBeUndefined();
  });
});

describe('tables of the inner loop', () => {
  const ends = '</espi:value>';
  it('refuse a code that gives digits more bits than an entry holds', () => {
    const literals = new Array<number>(LITERALS_AND_LENGTHS).fill(1_000);
    literals['7'.charCodeAt(0)] = 1;
    const odd = new DeflateCode(literals, new Array<number>(DISTANCES).fill(1));
    expect(() => fillTables(new ArrayBuffer(MEMORY_SIZE), odd, ends)).toThrow('6 bits at most');
  });

  it('leave what does not fit into two matches to be written as text', () => {
    const memory = new ArrayBuffer(MEMORY_SIZE);
    const fits = (before: number, after: number): boolean =>
      fillConnector(memory, 0, { beforeStart: 'x'.repeat(before), afterStart: 'y'.repeat(after), step: 900 }, FEED_CODE);
    // Readings as they are, of 300 to 86,400 seconds, and those that tell a quality of one or two digits.
    expect([122, 123, 124, 185, 186, 187, 188].filter((before) => !fits(before, 43))).toEqual([]);
    expect([fits(255, 43), fits(122, 257)]).toEqual([false, false]);
  });
});

it('known text keeps its places in the stream when what is out of reach is dropped', () => {
  let moved = 0;
  const known = new KnownText((dropped) => (moved += dropped));
  known.runAt(1_000);
  known.addText('a'.repeat(40_000));
  known.runAt(60_000);
  known.addText('b'.repeat(10_000));
  const [early, late] = [39_000, 45_000];
  const distance = known.distance(early, late);
  expect(distance).toBe(late - 40_000 + 60_000 - (early + 1_000));
  expect(known.makeRoom()).toBe(moved);
  expect(moved).toBe(50_000 - 32_768);
  expect(known.distance(early - moved, late - moved)).toBe(distance);
  expect(known.endOf(early - moved)).toBe(40_000 - moved);
});
