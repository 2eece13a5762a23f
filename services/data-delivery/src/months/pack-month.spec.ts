import { describe, expect, it } from '@jest/globals';
import { packBlock, type Reading } from '@greenledger/contracts';
import fc from 'fast-check';
import { packFileTimes } from '../projections/file-times.js';
import { packMonth, type DayVersionBytes } from './pack-month.js';
import { fileTimesOf, unpackMonth } from './unpack-month.js';

const MONTH = 9_466;
const FIRST_START = 1_764_547_200;
const DAY = 86_400;

interface Given {
  readonly skipped: number;
  readonly shift: number;
  readonly count: number;
  readonly intervalLength: number;
  readonly broken: boolean;
  readonly readings: readonly { readonly value: number | null; readonly quality: number }[];
  readonly fileTimes: readonly number[];
  readonly sinceRecord: number;
  readonly version: number;
  readonly afterFirst: number;
}

const given: fc.Arbitrary<Given> = fc.record({
  skipped: fc.constantFrom(0, 0, 0, 0, 1, 3),
  shift: fc.constantFrom(0, 0, 0, 3_600, -3_600, 17),
  count: fc.constantFrom(24, 24, 24, 23, 25, 1),
  intervalLength: fc.constantFrom(3_600, 3_600, 3_600, 900, 0),
  broken: fc.constantFrom(false, false, false, true),
  readings: fc.array(fc.record({ value: fc.option(fc.integer(), { freq: 20 }), quality: fc.constantFrom(17, 17, 17, 17, 8) }), {
    minLength: 25,
    maxLength: 25,
  }),
  fileTimes: fc.oneof(fc.tuple(fc.nat(4e9)), fc.array(fc.nat(4e9), { minLength: 1, maxLength: 25 })),
  sinceRecord: fc.oneof(fc.constantFrom(0, DAY * 1e6, DAY * 1e6 + 123_456), fc.nat(4e12)),
  version: fc.constantFrom(1, 1, 1, 2, 300),
  afterFirst: fc.constantFrom(0, 0, 1, 86_400_000_001),
});

/** Versions of the days of a month, ascending, of which one may be of the same day as the one before. */
const versions = fc.array(given, { maxLength: 40 }).map((all) => {
  let [day, recordedAt] = [MONTH, 7e14];
  return all.map(
    ({ skipped, shift, count, intervalLength, broken, readings, fileTimes, sinceRecord, version, afterFirst }): DayVersionBytes => {
      day += skipped;
      recordedAt += sinceRecord;
      const step = Math.max(intervalLength, 1);
      const start = FIRST_START + (day - MONTH) * DAY + shift;
      const list = readings
        .slice(0, count)
        .map((reading, i): Reading => ({ ...reading, start: start + i * step + (broken && i > 2 ? 60 : 0) }));
      const block = Buffer.from(packBlock({ intervalLength, readings: list }));
      const entry = { day, version, recordedAt, published: recordedAt - afterFirst, fileTimes: packFileTimes(fileTimes), block };
      day++;
      return entry;
    },
  );
});

const unpacked = (packed: Uint8Array, first?: number, last?: number): DayVersionBytes[] => {
  const { bytes, versions } = unpackMonth(MONTH, packed, first, last);
  return versions.map((version) => {
    const { day, version: number, recordedAt, published, from, to } = version;
    return { day, version: number, recordedAt, published, fileTimes: fileTimesOf(version), block: bytes.subarray(from, to) };
  });
};

describe('a packed month', () => {
  it('gives back every version with its very bytes and times', () => {
    fc.assert(
      fc.property(versions, (given) => expect(unpacked(packMonth(MONTH, given))).toEqual(given)),
      { numRuns: 500 },
    );
  });

  it('gives back the days that are asked for', () => {
    fc.assert(
      fc.property(versions, fc.nat(30), fc.nat(30), (given, a, b) => {
        const [first, last] = [MONTH + Math.min(a, b), MONTH + Math.max(a, b)];
        const wanted = given.filter(({ day }) => first <= day && day <= last);
        expect(unpacked(packMonth(MONTH, given), first, last)).toEqual(wanted);
      }),
    );
  });

  it('adds about ten bytes to the values of a day that arrived like the others', () => {
    const days = (intervalLength: number, count: number): DayVersionBytes[] =>
      Array.from({ length: 30 }, (_, i) => {
        const start = FIRST_START + i * DAY;
        const readings = Array.from({ length: count }, (_, n) => ({ start: start + n * intervalLength, value: 1_000, quality: 17 }));
        const recordedAt = 8e14 + i * DAY * 1e6 + ((i * 7_919_777) % 60_000_000);
        const fileTimes = packFileTimes([FIRST_START + (i + 1) * DAY + ((i * 7_919) % 600)]);
        const block = packBlock({ intervalLength, readings });
        return { day: MONTH + i, version: 1, recordedAt, published: recordedAt, fileTimes, block };
      });
    expect(packMonth(MONTH, days(3_600, 24)).length / 30).toBeLessThan(24 * 2 + 11);
    expect(packMonth(MONTH, days(86_400, 1)).length / 30).toBeLessThan(13);
  });

  it('keeps a block of which the head is not written the shortest way', () => {
    const [first, second] = [0, 1].map((i) => ({
      day: MONTH + i,
      version: 1,
      recordedAt: 1,
      published: 1,
      fileTimes: packFileTimes([5]),
      // The count 1 takes two bytes here.
      block: Uint8Array.from([1, 0, 0, 0x81, 0, i, 0, 17, 1, 4]),
    }));
    expect(unpacked(packMonth(MONTH, [first!, second!])).map(({ block }) => [...block])).toEqual([[...first!.block], [...second!.block]]);
  });

  it('refuses bytes that are no month', () => {
    expect(() => unpackMonth(MONTH, Uint8Array.from([9]))).toThrow('version 9');
    expect(() => unpackMonth(MONTH, Uint8Array.from([1, 1]))).toThrow(RangeError);
    expect(() => unpackMonth(MONTH, Uint8Array.from([1, 0, 0]))).toThrow('left over');
  });
});
