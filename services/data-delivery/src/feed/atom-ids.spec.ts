import { expect, it } from '@jest/globals';
import { atomId } from '@greenledger/espi';
import fc from 'fast-check';
import { atomIdSeries, fastAtomId } from './atom-ids.js';

it('gives the ids of libs/espi, however long the name is', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 2_000, size: 'max' });
  fc.assert(fc.property(ascii, (name) => expect(fastAtomId(name)).toBe(atomId(name))));
});

it('gives them one by one and in a series of names that begin alike', () => {
  const ascii = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength, size: 'max' });
  fc.assert(
    fc.property(ascii(1_200), fc.array(ascii(8), { minLength: 1, maxLength: 5 }), (beginning, ends) => {
      const series = atomIdSeries(beginning, 4);
      for (const end of [...ends, 'four', 'more']) expect(series(end)).toBe(atomId(beginning + end));
    }),
  );
});
