import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { withPalette } from './palette-png.js';

const HEAD = [137, 80, 78, 71, 13, 10, 26, 10];

/** A chunk without a right checksum, which the reader does not look at. */
function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)]);
}

/** A picture from rows of bytes that each begin with their filter. */
function png(width: number, rows: readonly number[][], colorType = 2): Buffer {
  const header = Buffer.from([0, 0, 0, width, 0, 0, rows.length >> 8, rows.length & 255, 8, colorType, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from(HEAD),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours of a picture with a palette, row by row. */
function colorsOf(indexed: Buffer): string[] {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < indexed.length; at += 12 + indexed.readUInt32BE(at)) {
    chunks.set(indexed.toString('latin1', at + 4, at + 8), indexed.subarray(at + 8, at + 8 + indexed.readUInt32BE(at)));
  }
  const palette = chunks.get('PLTE')!;
  const width = chunks.get('IHDR')!.readUInt32BE(0);
  const rows = inflateSync(chunks.get('IDAT')!);
  return [...rows].flatMap((index, at) => (at % (width + 1) === 0 ? [] : [palette.toString('hex', index * 3, index * 3 + 3)]));
}

describe('a picture with a palette', () => {
  it('has the same colours, whatever the filters of its rows were', () => {
    const rows = [
      [0, 10, 20, 30, 11, 22, 33],
      [1, 1, 2, 3, 4, 5, 6],
      [2, 1, 1, 1, 1, 1, 1],
      [3, 2, 2, 2, 2, 2, 2],
      [4, 3, 3, 3, 3, 3, 3],
    ];
    expect(colorsOf(withPalette(png(2, rows)))).toEqual([
      ...['0a141e', '0b1621'],
      ...['010203', '050709'],
      ...['020304', '06080a'],
      ...['030304', '060709'],
      ...['060607', '090a0c'],
    ]);
  });

  it('leaves an alpha channel out', () => {
    expect(colorsOf(withPalette(png(1, [[0, 255, 0, 0, 128]], 6)))).toEqual(['ff0000']);
  });

  it('takes the nearest of the 256 commonest colours for the others', () => {
    const common = Array.from({ length: 256 }, (_, green) => [
      [0, 0, green, 0],
      [0, 0, green, 0],
    ]).flat();
    expect(colorsOf(withPalette(png(1, [...common, [0, 1, 77, 2]]))).at(-1)).toBe('004d00');
    expect(colorsOf(withPalette(png(1, [...common.slice(2), [0, 1, 77, 2]]))).at(-1)).toBe('014d02');
  });

  it('refuses what it cannot read', () => expect(() => withPalette(png(1, [[0, 1]], 0))).toThrow('only PNG of 8 bits'));
});
