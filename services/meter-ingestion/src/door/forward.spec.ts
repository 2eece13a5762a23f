import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { forward } from './forward.js';

describe('forwarding an upload', () => {
  it('hands every byte on, and ends', async () => {
    const target = new PassThrough({ highWaterMark: 4 });
    forward(Readable.from(Array.from({ length: 100 }, (_, i) => Buffer.from(`${i},`))), target);
    expect(await text(target)).toBe(Array.from({ length: 100 }, (_, i) => `${i},`).join(''));
  });

  it('breaks the target when the source is gone before or breaks on the way, so that nobody waits for ever', async () => {
    const gone = new PassThrough();
    gone.destroy();
    await new Promise((resolve) => setImmediate(resolve));
    const breaking = new PassThrough();
    for (const source of [gone, breaking]) {
      const target = new PassThrough();
      const broken = text(target).catch((error: unknown) => error);
      forward(source, target);
      source.destroy(new Error('reset'));
      expect(await broken).toMatchObject({ code: 'bad-request' });
    }
  });

  it('leaves the source alive when the target breaks: the answer still has to go out', async () => {
    const source = new PassThrough();
    const target = new PassThrough();
    target.on('error', () => undefined);
    forward(source, target);
    source.write('x');
    target.destroy(new Error('full'));
    await new Promise((resolve) => setImmediate(resolve));
    expect([source.destroyed, source.isPaused()]).toEqual([false, true]);
  });
});
