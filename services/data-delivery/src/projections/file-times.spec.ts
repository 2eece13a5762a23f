import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packFileTimes, unpackFileTimes } from './file-times.js';

const times = fc.array(fc.constantFrom(0, 127, 1_700_000_000, 1_700_000_001, 4_200_000_000), { minLength: 1, maxLength: 100 });

describe('packed file times', () => {
  it('gives back one time for each reading', () => {
    fc.assert(fc.property(times, (given) => expect(unpackFileTimes(packFileTimes(given), given.length)).toEqual(given)));
  });

  it('takes five bytes for a day that came with one file', () => {
    expect(packFileTimes(Array.from({ length: 24 }, () => 1_700_000_000))).toHaveLength(5);
  });

  it('refuses times of another number of readings', () => {
    const packed = packFileTimes([1, 1, 2, 3]);
    expect(() => unpackFileTimes(packed, 3)).toThrow(RangeError);
    expect(() => unpackFileTimes(packed, 2)).toThrow(RangeError);
    expect(() => unpackFileTimes(new Uint8Array(0), 1)).toThrow(RangeError);
  });
});
