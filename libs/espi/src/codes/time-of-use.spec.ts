import { describe, expect, it } from '@jest/globals';
import { timeOfUseCode, timeOfUseName } from './time-of-use.js';

describe('a time-of-use code', () => {
  it.each([
    ['ON-PEAK', 'summer', 11, 'on-peak, summer'],
    ['OFF-PEAK', 'winter', 22, 'off-peak, winter'],
    ['PART-PEAK', undefined, 3, 'part-peak'],
    ['PEAK-4', 'summer', 16, 'peak-4, summer'],
  ] as const)('of %s in %s is %d, and says so', (label, season, code, name) => {
    expect(timeOfUseCode(label, season)).toBe(code);
    expect(timeOfUseName(code)).toBe(name);
  });

  it('is none for the total, and names what it does not know by its number', () => {
    expect(timeOfUseCode('TOTAL', 'summer')).toBeUndefined();
    expect(timeOfUseName(9)).toBe('time of use 9');
  });
});
