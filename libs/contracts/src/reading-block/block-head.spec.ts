import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packBlock } from './block-codec.js';
import { BlockHead } from './block-head.js';
import type { ReadingBlock } from './reading-block.js';

const block = fc
  .record({
    intervalLength: fc.constantFrom(0, 900, 3600, 86_400),
    first: fc.integer({ min: 0, max: 4_000_000_000 }),
    readings: fc.array(
      fc.record({
        gap: fc.constantFrom(0, 0, 0, 60, 3600),
        value: fc.option(fc.integer({ min: -50_000, max: 50_000 })),
        quality: fc.constantFrom(17, 17, 8, 19, 0),
      }),
      { minLength: 1, maxLength: 100 },
    ),
    broken: fc.boolean(),
  })
  .map(({ intervalLength, first, readings, broken }): ReadingBlock => {
    let start = first;
    return {
      intervalLength,
      readings: readings.map(({ gap, value, quality }) => {
        const reading = { start, value, quality };
        start += Math.max(intervalLength, 1) + (broken ? gap : 0);
        return reading;
      }),
    };
  });

describe('BlockHead', () => {
  const head = new BlockHead();

  it('tells of a block what its readings tell, wherever it lies, used again and again', () => {
    fc.assert(
      fc.property(block, fc.nat(20), (given, before) => {
        const packed = packBlock(given);
        const bytes = new Uint8Array(before + packed.length);
        bytes.set(packed, before);
        head.read(bytes, before);
        const valued = given.readings.filter(({ value }) => value !== null);
        expect(head).toMatchObject({
          intervalLength: given.intervalLength,
          count: given.readings.length,
          valueCount: valued.length,
          start: given.readings[0]!.start,
          firstStart: valued[0]?.start ?? 0,
          lastStart: valued.at(-1)?.start ?? 0,
        });
        // The parts make up the block: what lies before the marks is version, form, interval length, count and start.
        const values = packBlock({ ...given, readings: given.readings.map((reading) => ({ ...reading, value: reading.value && 0 })) });
        expect(packed.slice(0, head.valuesAt - before)).toEqual(values.slice(0, values.length - valued.length));
        expect(head.marksAt).toBeLessThan(head.valuesAt);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses bytes that are no block', () => {
    const bytes = packBlock({ intervalLength: 3600, readings: [{ start: 0, value: 1, quality: 17 }] });
    expect(() => head.read(Uint8Array.from([9, ...bytes.slice(1)]))).toThrow('version 9');
    expect(() => head.read(bytes.slice(0, 6))).toThrow(RangeError);
    expect(() => head.read(Uint8Array.from([1, 0, 0, 1, 0, 0, 17, 2]))).toThrow('do not fit');
  });
});
