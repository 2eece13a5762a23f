import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { chooseCoding, encode } from './content-coding.js';

describe('chooseCoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip,deflate', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity, gzip;q=0.5', 'identity'],
    ['X-GZIP', 'gzip'],
    ['zstd', 'identity'],
    ['gzip;q=x', 'identity'],
  ] as const)('%s gives %s', (header, coding) => expect(chooseCoding(header)).toBe(coding));

  it.each([
    ['gzip, deflate, br', 'gzip'],
    ['gzip;q=0.5, br', 'br'],
    ['br', 'br'],
    ['*', 'gzip'],
    [undefined, 'identity'],
  ] as const)('%s gives %s where gzip is synthesized', (header, coding) => expect(chooseCoding(header, true)).toBe(coding));
});

describe('encode', () => {
  async function* source(state: { ended: boolean }): AsyncGenerator<Buffer> {
    try {
      for (let i = 0; i < 50; i++) {
        await Promise.resolve();
        yield Buffer.from(`part ${i} `.repeat(20_000));
      }
    } finally {
      state.ended = true;
    }
  }
  const collect = async (stream: AsyncGenerator<Buffer>): Promise<Buffer> => {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('gives back what came in, whatever the coding', async () => {
    const plain = await collect(encode(source({ ended: false }), 'identity'));
    const zipped = await collect(encode(source({ ended: false }), 'gzip'));
    const brotli = await collect(encode(source({ ended: false }), 'br'));
    expect(gunzipSync(zipped).equals(plain)).toBe(true);
    expect(brotliDecompressSync(brotli).equals(plain)).toBe(true);
    expect(zipped.length).toBeLessThan(plain.length / 10);
  });

  it('ends the source when the reader leaves, and passes its failure on', async () => {
    const state = { ended: false };
    for await (const chunk of encode(source(state), 'gzip')) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    for (let i = 0; i < 100 && !state.ended; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(state.ended).toBe(true);
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      await Promise.reject(new Error('the disk is gone'));
    }
    await expect(collect(encode(failing(), 'gzip'))).rejects.toThrow('the disk is gone');
  });

  it.each(['gzip', 'br'] as const)('has ended no sooner than the source, which runs ahead: %s', async (coding) => {
    let goOn: () => void = () => undefined;
    const going = new Promise<void>((resolve) => (goOn = resolve));
    const told: string[] = [];
    async function* ahead(): AsyncGenerator<Buffer> {
      yield randomBytes(2_000_000);
      told.push('runs ahead');
      await going;
      told.push('goes on');
      yield Buffer.from('last');
    }
    const coded = encode(ahead(), coding);
    while (told.length === 0) await coded.next();
    const ended = coded.return(undefined).then(() => told.push('ended'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    goOn();
    await ended;
    expect(told).toEqual(['runs ahead', 'goes on', 'ended']);
  });
});
