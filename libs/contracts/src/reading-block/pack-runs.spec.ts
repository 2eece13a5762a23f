import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packBlock } from './block-codec.js';
import { packRuns, type ReadingRun } from './pack-runs.js';
import { VarintWriter } from './varint.js';

const member = fc.record({
  value: fc.oneof(fc.integer({ min: -5_000, max: 500_000 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), fc.constant(null)),
  quality: fc.constantFrom(17, 14, 8, 16),
});
const someRun = fc.record({
  gap: fc.integer({ min: 1, max: 4 }),
  step: fc.integer({ min: 1, max: 2 }),
  members: fc.array(member, { minLength: 1, maxLength: 30 }),
});

describe('packing runs', () => {
  it('gives the bytes that packBlock gives for the same readings, wherever their columns lie', () => {
    fc.assert(
      fc.property(fc.array(someRun, { minLength: 1, maxLength: 4 }), fc.nat({ max: 9 }), (parts, from) => {
        let next = 1_750_000_000;
        const runs = parts.map(({ gap, step, members }): ReadingRun => {
          const start = next + gap * 900;
          next = start + (members.length - 1) * step * 900;
          const values = Float64Array.from([...Array.from({ length: from }, () => 7), ...members.map(({ value }) => value ?? Number.NaN)]);
          const qualities = Uint8Array.from([...Array.from({ length: from }, () => 7), ...members.map(({ quality }) => quality)]);
          return { start, step: step * 900, count: members.length, from, values, qualities };
        });
        const readings = runs.flatMap(({ start, step }, i) =>
          parts[i]!.members.map(({ value, quality }, n) => ({ start: start + n * step, value, quality })),
        );
        const packed = packBlock({ intervalLength: 900, readings });
        expect(packRuns(900, runs)).toEqual(packed);
        const memory = new VarintWriter(16);
        const [first, second] = [packRuns(900, runs, memory), packRuns(900, runs, memory)];
        expect([first, second]).toEqual([packed, packed]);
      }),
    );
  });

  it('refuses runs out of order, no run at all, and what is no whole number', () => {
    const run = (start: number, value: number): ReadingRun => ({
      start,
      step: 900,
      count: 1,
      from: 0,
      values: Float64Array.of(value),
      qualities: Uint8Array.of(17),
    });
    expect(() => packRuns(900, [run(1_800, 1), run(900, 1)])).toThrow('ascend');
    expect(() => packRuns(900, [])).toThrow('at least one');
    expect(() => packRuns(900, [run(900, 0.5)])).toThrow('whole number');
  });
});
