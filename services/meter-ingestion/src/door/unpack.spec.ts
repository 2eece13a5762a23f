import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Packing, unpack } from './unpack.js';

async function unpacked(bytes: Uint8Array, step: number): Promise<[Packing, string]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < bytes.length; i += step) yield bytes.subarray(i, i + step);
  }
  let packing: Packing = 'none';
  const content: Uint8Array[] = [];
  for await (const chunk of unpack(chunks(), (found) => (packing = found))) content.push(chunk);
  return [packing, Buffer.concat(content).toString('latin1')];
}

describe('unpacking', () => {
  it.each([1, 2, 7, 4_096])('gives the content, plain or gzip, also of several members (chunks of %i)', async (step) => {
    expect(await unpacked(Buffer.from('MEPMD01'), step)).toEqual(['none', 'MEPMD01']);
    expect(await unpacked(Buffer.alloc(0), step)).toEqual(['none', '']);
    expect(await unpacked(gzipSync('MEPMD01'), step)).toEqual(['gzip', 'MEPMD01']);
    expect(await unpacked(Buffer.concat([gzipSync('one,'), gzipSync('two')]), step)).toEqual(['gzip', 'one,two']);
  });

  const good = gzipSync('MEPMD01,'.repeat(500));
  it.each([
    ['cut off', good.subarray(0, good.length - 5)],
    ['with a broken checksum', Buffer.concat([good.subarray(0, good.length - 8), Buffer.alloc(8, 1)])],
    ['with something behind it', Buffer.concat([good, Buffer.from('MEPMD01')])],
    ['that ends after its magic number', good.subarray(0, 2)],
  ])('refuses gzip %s, never half of it', async (_name, bytes) => {
    for (const step of [1, 50, 100_000]) await expect(unpacked(bytes, step)).rejects.toMatchObject({ code: 'unrecognized-file' });
  });

  it('gives the very content, or refuses, whatever byte is changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(good);
        bytes[at]! ^= change;
        const outcome = await unpacked(bytes, 64).catch((error: unknown) => error);
        if (Array.isArray(outcome) && outcome[0] === 'gzip') expect(outcome[1]).toBe('MEPMD01,'.repeat(500));
        else if (!Array.isArray(outcome)) expect(outcome).toMatchObject({ code: 'unrecognized-file' });
      }),
      { numRuns: 200 },
    );
  });
});
