import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { BATCH } from '../release/resource-request.js';
import { FeedCoding } from './feed-coding.js';

const codings = (level: number): FeedCoding => new FeedCoding(Object.assign(new DataDeliveryConfiguration(), { FEED_GZIP_LEVEL: level }));

it.each([
  ['a Batch', BATCH, 'gzip', { coding: 'gzip', synthesized: true }],
  ['a Batch that may be brotli as well', BATCH, 'br, gzip', { coding: 'gzip', synthesized: true }],
  ['a Batch as brotli', BATCH, 'br', { coding: 'br', synthesized: false }],
  ['a Batch as it is', BATCH, undefined, { coding: 'identity', synthesized: false }],
  ['a Batch as CSV', { ...BATCH, face: 'csv' as const }, 'br, gzip', { coding: 'br', synthesized: false }],
  ['single entries', { shape: 'IntervalBlock', single: true } as const, 'gzip', { coding: 'gzip', synthesized: false }],
  ['a collection', { shape: 'IntervalBlock', single: false } as const, 'gzip', { coding: 'gzip', synthesized: false }],
])('synthesizes gzip of Batches only: %s', (_, asked, header, expected) => {
  const chosen = codings(0).choose(asked, true, header);
  expect(chosen).toEqual(expected);
  const gzip = codings(0).open(chosen);
  expect(gzip !== undefined).toBe(expected.synthesized);
  gzip?.close();
});

it('leaves a form alone that packs itself', () => {
  expect(codings(0).choose({ ...BATCH, face: 'parquet' }, false, 'gzip')).toEqual({ coding: 'identity', synthesized: false });
});

it('has zlib compress feeds where the utility sets a level', async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (let i = 0; i < 2_000; i++) yield `<value>${i * 7919}</value>`;
  }
  const sizes: number[] = [];
  for (const level of [1, 9]) {
    const coding = codings(level);
    const chosen = coding.choose(BATCH, true, 'gzip');
    expect([chosen, coding.open(chosen)]).toEqual([{ coding: 'gzip', synthesized: false }, undefined]);
    const chunks: Buffer[] = [];
    for await (const chunk of coding.chunks(pieces(), chosen)) chunks.push(chunk);
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toContain(`<value>${1_999 * 7919}</value>`);
    sizes.push(Buffer.concat(chunks).length);
  }
  expect(sizes[1]).toBeLessThan(sizes[0]!);
});
