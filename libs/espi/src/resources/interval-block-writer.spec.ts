import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DocumentBytes } from '../atom/document-bytes.js';
import { intervalBlockXml, type IntervalReading } from './interval-block.js';
import { IntervalBlockWriter } from './interval-block-writer.js';

const value = fc.oneof(
  fc.integer({ min: -2_000, max: 2_000 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 9, 10, 99, 100, 999_999_999, 1e9, -1e9, 2_147_483_647, -2_147_483_647, -2_147_483_648, 2_147_483_648),
);
const quality = fc.constantFrom(17, 17, 8, 19, 0);
const length = fc.constantFrom(0, 60, 900, 86_400);

/** Anything: gaps, missing values, mixed qualities, times of any year. */
const scattered = fc
  .tuple(
    length,
    fc.array(fc.record({ start: fc.integer({ min: 0, max: 9_999_999_999 }), value: fc.option(value), quality }), { maxLength: 120 }),
  )
  .map(([intervalLength, readings]) => ({ intervalLength, readings: readings.sort((a, b) => a.start - b.start) }));

/** A day as it mostly is: one quality, one reading after the other. */
const unbroken = fc
  .tuple(length, fc.integer({ min: 990_000_000, max: 4_294_967_400 }), quality, fc.array(value, { maxLength: 2_100 }), fc.nat(5_000))
  .map(([intervalLength, start, each, values, missing]) => ({
    intervalLength,
    readings: values.map((v, i): IntervalReading => ({
      start: start + i * intervalLength,
      value: i === missing ? null : v,
      quality: each,
    })),
  }));

describe.each([
  ['with the kernel', new IntervalBlockWriter(17)],
  ['without it', new IntervalBlockWriter(17, null)],
])('IntervalBlockWriter %s', (_, writer) => {
  const written = (readings: readonly IntervalReading[], intervalLength: number, shows?: (start: number) => boolean): string => {
    const columns = {
      count: readings.length,
      intervalLength,
      starts: readings.map(({ start }) => start),
      values: readings.map((reading) => reading.value ?? 0),
      qualities: readings.map((reading) => reading.quality),
      missing: readings.map((reading) => (reading.value === null ? 1 : 0)),
    };
    const document = new DocumentBytes(16);
    document.text('before ');
    writer.append(document, '<head>é', columns, '</tail>', shows);
    return new TextDecoder().decode(document.take());
  };

  it.each([
    ['scattered readings', scattered],
    ['unbroken days', unbroken],
  ])('writes the very bytes of intervalBlockXml: %s, whatever part is shown', (_, blocks) => {
    fc.assert(
      fc.property(blocks, fc.option(fc.nat(9_999_999_999)), ({ readings, intervalLength }, from) => {
        const shows = from === null ? undefined : (start: number): boolean => start >= from;
        const expected = intervalBlockXml(shows ? readings.filter(({ start }) => shows(start)) : readings, intervalLength, 17);
        expect(written(readings, intervalLength, shows)).toBe(expected === undefined ? 'before ' : `before <head>é${expected}</tail>`);
      }),
      { numRuns: 300 },
    );
  });
});

it('has a kernel here: else the fast way would go untested', () => {
  expect(new IntervalBlockWriter(17)).not.toHaveProperty('kernel', null);
});
