import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { intervalBlockXml } from './interval-block.js';
import { IntervalBlockWriter } from './interval-block-writer.js';

const reading = fc.record({
  start: fc.integer({ min: 0, max: 9_999_999_999 }),
  value: fc.oneof(
    fc.constant(null),
    fc.integer({ min: -2_000, max: 2_000 }),
    fc.maxSafeInteger(),
    fc.constantFrom(0, 9, 10, 999_999_999, 1e9, -1e9),
  ),
  quality: fc.constantFrom(17, 17, 8, 19, 0),
});

describe('IntervalBlockWriter', () => {
  const writer = new IntervalBlockWriter(17);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('writes the very bytes of intervalBlockXml, whatever part is shown', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 120 }),
        fc.constantFrom(0, 900, 86_400),
        fc.option(fc.nat(9_999_999_999)),
        (readings, length, from) => {
          readings.sort((a, b) => a.start - b.start);
          const columns = {
            count: readings.length,
            intervalLength: length,
            starts: readings.map(({ start }) => start),
            values: readings.map(({ value }) => value ?? 0),
            qualities: readings.map(({ quality }) => quality),
            missing: readings.map(({ value }) => (value === null ? 1 : 0)),
          };
          const shows = from === null ? undefined : (start: number): boolean => start >= from;
          const expected = intervalBlockXml(shows ? readings.filter(({ start }) => shows(start)) : readings, length, 17);
          const written = writer.write(bytes('<head>é'), columns, bytes('</tail>'), shows);
          expect(written && new TextDecoder().decode(written)).toBe(expected && `<head>é${expected}</tail>`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
