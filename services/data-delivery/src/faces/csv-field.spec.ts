import { expect, it } from '@jest/globals';
import { csvLine, decimalAmount } from './csv-field.js';

it('quotes what needs it, and hands no formula to a spreadsheet', () => {
  expect(csvLine(['a', 'b, "c"', null, undefined, -5, '=1+1', '-5', 'two\nlines'])).toBe(`a,"b, ""c""",,,-5,'=1+1,'-5,"two\nlines"\r\n`);
});

it.each([
  [12_345_000, '123.45'],
  [1, '0.00001'],
  [-250_000, '-2.50'],
  [0, '0.00'],
  [100_000, '1.00'],
  [300_001, '3.00001'],
  [123_456, '1.23456'],
  [120_500, '1.205'],
])('%p hundred-thousandths are %s', (amount, text) => expect(decimalAmount(amount)).toBe(text));
