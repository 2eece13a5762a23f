import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contribution, crc32, crcOfHole, CRC_START, passingTables, throughTables } from './crc32.js';

const bytes = fc.uint8Array({ maxLength: 200 });

it('is the CRC-32 of zlib, whole or in parts', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const whole = Buffer.concat([one, other]);
      expect(~crc32(crc32(CRC_START, one), other) >>> 0).toBe(zlibCrc32(whole));
    }),
  );
});

it('is put together from what parts leave, with tables that pass over others', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.string({ unit: 'binary-ascii' }), (one, other, text) => {
      const tables = passingTables(other.length);
      const before = crc32(CRC_START, one);
      expect(throughTables(tables, before) ^ contribution(other, 0)).toBe(crc32(before, other));
      expect(contribution(Buffer.concat([one, Buffer.alloc(other.length)]), 0)).toBe(contribution(one, other.length));
      expect(crcOfHole(text)).toBe(contribution(Buffer.from(text), 0));
    }),
  );
});

it('takes the text of a hole as ASCII or not at all', () => {
  expect(() => crcOfHole('Zürich')).toThrow(RangeError);
});
