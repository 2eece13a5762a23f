import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contribution, crc32, crc32Byte, CRC_START, passingTables } from './crc32.js';
import { FixedText } from './fixed-text.js';

const bytes = fc.uint8Array({ maxLength: 200 });

it('is the CRC-32 of zlib, whole or in parts', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const whole = Buffer.concat([one, other]);
      expect(~crc32(crc32(CRC_START, one), other) >>> 0).toBe(zlibCrc32(whole));
      expect(whole.reduce(crc32Byte, CRC_START)).toBe(crc32(CRC_START, whole));
    }),
  );
});

it('is put together from what parts leave, with tables that pass over others', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.string({ unit: 'grapheme' }), (one, other, text) => {
      const tables = passingTables(other.length);
      const before = crc32(CRC_START, one);
      const passed = [0, 1, 2, 3].reduce((sum, place) => sum ^ tables[256 * place + ((before >>> (8 * place)) & 0xff)]!, 0);
      expect(passed ^ contribution(other, 0)).toBe(crc32(before, other));
      expect(contribution(Buffer.concat([one, Buffer.alloc(other.length)]), 0)).toBe(contribution(one, other.length));
      expect(new FixedText(text).after(before)).toBe(crc32(before, Buffer.from(text)));
    }),
  );
});
