import { expect, it } from '@jest/globals';
import { atomId } from '@greenledger/espi';
import fc from 'fast-check';
import { fastAtomId } from './atom-ids.js';

it('gives the ids of libs/espi, however long the name is', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 2_000, size: 'max' });
  fc.assert(fc.property(ascii, (name) => expect(fastAtomId(name)).toBe(atomId(name))));
});
