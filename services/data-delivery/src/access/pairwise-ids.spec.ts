import { createHmac } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PairwiseIds } from './pairwise-ids.js';

it('is the beginning of HMAC-SHA256, for keys and ids of any length', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), text, fc.array(text, { minLength: 1, maxLength: 3 }), (key, company, ids) => {
      const pairwise = new PairwiseIds(key, company);
      for (const id of ids) {
        const hex = createHmac('sha256', key).update(`${id}|${company}`).digest('hex').slice(0, 32);
        expect(pairwise.of(id).replaceAll('-', '')).toBe(hex);
        for (let time = 0; time < 2; time++) expect(pairwise.kept(id)).toBe(pairwise.of(id));
      }
    }),
  );
});

it('is the same one by one and in a series of names that begin alike', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 });
  const ends = fc.array(fc.string({ unit: 'binary-ascii', minLength: 0, maxLength: 12 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), text, text, ends, (key, company, beginning, all) => {
      const pairwise = new PairwiseIds(key, company);
      const series = pairwise.series(beginning, 10);
      for (const end of [...all, '2026-01-31', '2026-02-01']) expect(series(end)).toBe(pairwise.of(beginning + end));
    }),
  );
});
