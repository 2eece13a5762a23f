import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { multiply, parseDecimal, scaleExactly, toWhole } from './decimal.js';

describe('exact decimals', () => {
  it('agree on the fast and the exact path, for every short number and factor', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom('1', '100', '1000', '100000', '43560000', '14.4'),
        (digits, scale, factor) => {
          const text =
            scale === 0 ? String(digits) : `${Math.floor(digits / 10 ** scale)}.${String(digits % 10 ** scale).padStart(scale, '0')}`;
          const exact = toWhole(multiply(parseDecimal(text)!, parseDecimal(factor)!));
          expect(scaleExactly(text, parseDecimal(factor)!)).toBe(exact);
        },
      ),
    );
  });

  it('never round', () => {
    expect(scaleExactly('0.1', parseDecimal('1000')!)).toBe(100);
    expect(scaleExactly('0.0005', parseDecimal('1000')!)).toBe('too-precise');
    expect(scaleExactly('20', parseDecimal('14400')!)).toBe(288_000);
    expect(scaleExactly('-0.0', parseDecimal('1000')!)).toBe(0);
    expect(scaleExactly('90071992547409.93', parseDecimal('1000')!)).toBe('too-large');
  });

  it.each(['', '.', '+', '1e3', '0x1', '1,5', ' 1', 'NaN', '1'.repeat(41)])('refuse %j', (text) => {
    expect(scaleExactly(text, parseDecimal('1000')!)).toBeUndefined();
  });
});
