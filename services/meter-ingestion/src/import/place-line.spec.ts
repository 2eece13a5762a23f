import { describe, expect, it } from '@jest/globals';
import { type LineOfReadings, type ReadingColumns, readingsOf } from '@greenledger/meter-formats';
import fc from 'fast-check';
import type { Installation } from './crosswalk.js';
import { placeLine } from './place-line.js';

const CHANNEL = { commodity: 1, flowDirection: 1, accumulationBehaviour: 4, kind: 12, uom: 72, powerOfTenMultiplier: 0 };
/** 2 November 2025, 06:00 UTC: the night of a clock change in California. */
const CLOCK_CHANGE = Date.UTC(2025, 10, 2, 6) / 1_000;

function lineOf(start: number, step: number, count: number): LineOfReadings {
  return {
    kind: 'readings',
    line: 1,
    meterNumber: 'M-1',
    channel: { ...CHANNEL, intervalLength: step },
    fileTime: start,
    readings: Array.from({ length: count }, (_, i) => ({ start: start + i * step, value: i, quality: 17 })),
    raw: '',
  };
}

const columnsOf = ({ readings, channel }: LineOfReadings): ReadingColumns => ({
  start: readings[0]!.start,
  step: channel.intervalLength,
  count: readings.length,
  from: 0,
  values: Float64Array.from(readings.map(({ value }) => value!)),
  qualities: Uint8Array.from(readings.map(({ quality }) => quality)),
});

describe('placing a line', () => {
  it('puts columns where it puts readings one by one: by local days, by installation, or refused', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    const span = fc.record({
      from: fc.integer({ min: -30, max: 30 }),
      to: fc.option(fc.integer({ min: -10, max: 60 })),
      kind: fc.constantFrom(0, 1),
    });
    const place = fc.array(span, { maxLength: 3 });
    fc.assert(
      fc.property(
        zones,
        place,
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom(300, 900, 3_600, 86_400),
        fc.integer({ min: 1, max: 60 }),
        (timeZone, spans, hour, step, count) => {
          const installations = spans.map(({ from, to, kind }, i): Installation => ({
            usagePointId: `up-${i}`,
            serviceKind: kind as 0 | 1,
            timeZone,
            from: CLOCK_CHANGE + from * 3_600,
            to: to === null ? null : CLOCK_CHANGE + to * 3_600,
          }));
          const line = lineOf(CLOCK_CHANGE + hour * 3_600, step, count);
          const oneByOne = placeLine(line, installations);
          const placed = placeLine({ ...line, columns: columnsOf(line) }, installations);
          const plain =
            'kind' in placed
              ? placed
              : placed.map((each) => ({ ...each, readings: 'step' in each.readings ? readingsOf(each.readings) : each.readings }));
          expect(plain).toEqual(oneByOne);
        },
      ),
      { numRuns: 500 },
    );
  });
});
