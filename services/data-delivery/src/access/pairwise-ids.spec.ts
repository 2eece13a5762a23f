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
      }
    }),
  );
});
