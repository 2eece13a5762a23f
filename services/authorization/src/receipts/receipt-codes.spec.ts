import { describe, expect, it } from '@jest/globals';
import { openReceiptCode, receiptCode } from './receipt-codes.js';

const key = Buffer.alloc(32, 7);
const place = { authorizationId: '7f1d2c9e-0000-4000-8000-000000000001', version: 3 };
const code = receiptCode(place, key);

describe('the code of a receipt', () => {
  it('opens its own event', () => {
    expect(code).toMatch(/^[\w-]{48}$/);
    expect(openReceiptCode(code, key)).toEqual(place);
  });
  it('opens nothing under another key', () => expect(openReceiptCode(code, Buffer.alloc(32, 8))).toBeUndefined());
  it('opens nothing when any character differs', () => {
    for (let at = 0; at < code.length; at++) {
      const other = code[at] === 'A' ? 'B' : 'A';
      expect(openReceiptCode(code.slice(0, at) + other + code.slice(at + 1), key)).toBeUndefined();
    }
  });
  it.each(['', 'x', `${code}A`, code.slice(1)])('opens nothing for %j', (text) => expect(openReceiptCode(text, key)).toBeUndefined());
});
