import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './split-lines.js';

const texts = (chunks: readonly Uint8Array[], limit = 1_000): string[] => {
  const splitter = new LineSplitter(limit);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()].map(({ text }) => text);
};

describe('the splitter of lines', () => {
  it('gives one character for each byte, whatever the bytes and the chunks are', () => {
    const byte = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0xef, 0xbf, 0xbd, 0xbb, 0xc3, 0xa9));
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), fc.array(byte, { maxLength: 30 }), (chunks, more) => {
        const all = [Uint8Array.of(0x41), ...chunks, Uint8Array.from(more)];
        const bytes = all.flatMap((chunk) => [...chunk]);
        const expected = String.fromCharCode(...bytes).split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(texts(all)).toEqual(
          expected.map((line, i) => (i < expected.length - 1 || bytes.at(-1) === 10 ? line.replace(/\r$/, '') : line)),
        );
      }),
    );
  });
});
