import { describe, expect, it } from '@jest/globals';
import { unpackBlock } from '@greenledger/contracts';
import fc from 'fast-check';
import { OpenBlock } from './open-block.js';

const TYPE = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: 0,
  intervalLength: 3_600,
};

describe('an open block', () => {
  it('holds what a map by start would hold, in whatever order its lines come', () => {
    const starts = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    const line = fc.record({ starts, value: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const block = new OpenBlock('up', TYPE, '2025-06-01');
        const expected = new Map<number, number>();
        for (const { starts: some, value } of lines) {
          const readings = some.sort((a, b) => a - b).map((hour) => ({ start: hour * 3_600, value, quality: 17 }));
          const clash = readings.some(({ start }) => expected.has(start) && expected.get(start) !== value);
          expect(block.contradicts(readings)).toBe(clash);
          block.add(readings);
          for (const { start } of readings) expected.set(start, value);
        }
        const packed = unpackBlock(block.pack().bytes).readings.map(({ start, value }) => [start, value]);
        expect(packed).toEqual([...expected].sort(([a], [b]) => a - b));
        expect(block.size).toBe(expected.size);
      }),
    );
  });
});
