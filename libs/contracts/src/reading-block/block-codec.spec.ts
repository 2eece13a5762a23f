import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packBlock, unpackBlock } from './block-codec.js';
import type { ReadingBlock } from './reading-block.js';

const block = fc
  .record({
    intervalLength: fc.constantFrom(0, 300, 900, 3600, 86_400),
    first: fc.integer({ min: 0, max: 4_000_000_000 }),
    readings: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 10_000 }),
        value: fc.oneof(
          fc.maxSafeInteger().map((value) => Math.trunc(value / 4) + 0),
          fc.constant(null),
        ),
        quality: fc.integer({ min: 0, max: 19 }),
      }),
      { minLength: 1, maxLength: 120 },
    ),
  })
  .map(({ intervalLength, first, readings }): ReadingBlock => {
    let start = first;
    return {
      intervalLength,
      readings: readings.map(({ gap, value, quality }) => {
        const reading = { start, value, quality };
        start += Math.max(1, intervalLength + gap);
        return reading;
      }),
    };
  });

describe('a packed block', () => {
  it('gives back every reading exactly', () => {
    fc.assert(
      fc.property(block, (given) => expect(unpackBlock(packBlock(given))).toEqual(given)),
      { numRuns: 500 },
    );
  });

  it('keeps its golden bytes: stored blocks must stay readable for ever', () => {
    const golden = packBlock({
      intervalLength: 3600,
      readings: [
        { start: 1_762_066_800, value: 400, quality: 17 },
        { start: 1_762_070_400, value: null, quality: 17 },
        { start: 1_762_074_000, value: -3, quality: 8 },
      ],
    });
    expect(Buffer.from(golden).toString('hex')).toBe('0100901c03f0829cc8060011019101010801a00605');
  });

  it('takes about two bytes for an hourly reading of a home', () => {
    const readings = Array.from({ length: 24 }, (_, hour) => ({ start: hour * 3600, value: 300 + hour * 20, quality: 17 }));
    expect(packBlock({ intervalLength: 3600, readings }).length).toBeLessThan(24 * 2 + 12);
  });

  it.each([
    ['no reading', { intervalLength: 3600, readings: [] }],
    ['a fraction', { intervalLength: 3600, readings: [{ start: 0, value: 0.5, quality: 17 }] }],
    ['a repeated start', { intervalLength: 3600, readings: [0, 0].map((start) => ({ start, value: 1, quality: 17 })) }],
  ])('refuses %s', (_, wrong) => {
    expect(() => packBlock(wrong)).toThrow(RangeError);
  });

  it('refuses bytes that are cut, longer, or of an unknown version', () => {
    const bytes = packBlock({ intervalLength: 900, readings: [{ start: 900, value: 5, quality: 17 }] });
    expect(() => unpackBlock(bytes.slice(0, -1))).toThrow(RangeError);
    expect(() => unpackBlock(Uint8Array.from([...bytes, 0]))).toThrow(RangeError);
    expect(() => unpackBlock(Uint8Array.from([9, ...bytes.slice(1)]))).toThrow('unknown block version 9');
  });
});
