import { describe, expect, it } from '@jest/globals';
import { unpackBlock } from '@greenledger/contracts';
import fc from 'fast-check';
import type { ReadingColumns } from '@greenledger/meter-formats';
import { type GatheredReadings, OpenBlock } from './open-block.js';

const TYPE = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: 0,
  intervalLength: 3_600,
};

type Readings = Exclude<GatheredReadings, ReadingColumns>;
const stepOf = (readings: Readings): number => (readings[1]?.start ?? readings[0]!.start + 3_600) - readings[0]!.start;
const evenlyApart = (readings: Readings): boolean => readings.every(({ start }, i) => start === readings[0]!.start + i * stepOf(readings));

const columnsOf = (readings: Readings): ReadingColumns => ({
  start: readings[0]!.start,
  step: stepOf(readings),
  count: readings.length,
  from: 1,
  values: Float64Array.from([-1, ...readings.map(({ value }) => value ?? Number.NaN)]),
  qualities: Uint8Array.from([0, ...readings.map(({ quality }) => quality)]),
});

describe('an open block', () => {
  it('holds what a map by start would hold, in whatever order its lines come', () => {
    const starts = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    const line = fc.record({ starts, value: fc.integer({ min: 0, max: 2 }), steady: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const block = new OpenBlock('up', TYPE, '2025-06-01');
        const expected = new Map<number, number>();
        for (const { starts: some, value, steady } of lines) {
          const readings = some.sort((a, b) => a - b).map((hour) => ({ start: hour * 3_600, value, quality: 17 }));
          const given = steady && evenlyApart(readings) ? columnsOf(readings) : readings;
          const clash = readings.some(({ start }) => expected.has(start) && expected.get(start) !== value);
          expect(block.contradicts(given)).toBe(clash);
          block.add(given);
          for (const { start } of readings) expected.set(start, value);
        }
        const packed = unpackBlock(block.pack().bytes).readings.map(({ start, value }) => [start, value]);
        expect(packed).toEqual([...expected].sort(([a], [b]) => a - b));
        expect(block.size).toBe(expected.size);
      }),
    );
  });
});
