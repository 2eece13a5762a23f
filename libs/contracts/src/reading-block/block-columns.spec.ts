import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packBlock, unpackBlock } from './block-codec.js';
import { BlockColumns } from './block-columns.js';

const block = fc
  .record({
    intervalLength: fc.constantFrom(0, 900, 3600, 86_400),
    first: fc.integer({ min: 0, max: 4_000_000_000 }),
    readings: fc.array(
      fc.record({
        gap: fc.constantFrom(0, 0, 0, 60, 3600),
        value: fc.oneof(
          fc.constant(null),
          fc.integer({ min: -50_000, max: 50_000 }),
          fc.maxSafeInteger().map((n) => Math.trunc(n / 8)),
        ),
        quality: fc.constantFrom(17, 17, 8, 19, 0),
      }),
      { minLength: 1, maxLength: 200 },
    ),
  })
  .map(({ intervalLength, first, readings }) => {
    let start = first;
    return {
      intervalLength,
      readings: readings.map(({ gap, value, quality }) => {
        const reading = { start, value, quality };
        start += Math.max(intervalLength, 1) + gap;
        return reading;
      }),
    };
  });

describe('BlockColumns', () => {
  const columns = new BlockColumns();

  it('reads what unpackBlock reads, used again and again', () => {
    fc.assert(
      fc.property(block, (given) => {
        const bytes = packBlock(given);
        columns.read(bytes);
        const readings = Array.from({ length: columns.count }, (_, i) => ({
          start: columns.starts[i]!,
          value: columns.missing[i] === 1 ? null : columns.values[i]!,
          quality: columns.qualities[i]!,
        }));
        expect({ intervalLength: columns.intervalLength, readings }).toEqual(unpackBlock(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses bytes that are no block', () => {
    const bytes = packBlock({ intervalLength: 3600, readings: [{ start: 0, value: 1, quality: 17 }] });
    expect(() => columns.read(bytes.slice(0, -1))).toThrow(RangeError);
    expect(() => columns.read(Uint8Array.from([...bytes, 0]))).toThrow(RangeError);
    expect(() => columns.read(Uint8Array.from([9, ...bytes.slice(1)]))).toThrow('version 9');
    expect(() => columns.read(Uint8Array.from([1, 0, 0, 0xff, 0xff, 0xff, 0x7f]))).toThrow('more readings');
  });
});
