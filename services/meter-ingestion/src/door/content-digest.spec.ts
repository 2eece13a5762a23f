import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { expectedDigests } from './content-digest.js';

const sha256 = createHash('sha256').update('x').digest('base64');
const sha512 = createHash('sha512').update('x').digest('base64');

describe('digest headers', () => {
  it('are read in both forms, several at once, and unknown algorithms are passed over', () => {
    expect(expectedDigests({ 'content-digest': `sha-256=:${sha256}:, sha-512=:${sha512}:` })).toEqual([
      { algorithm: 'sha-256', value: sha256, header: 'content-digest' },
      { algorithm: 'sha-512', value: sha512, header: 'content-digest' },
    ]);
    expect(expectedDigests({ digest: `SHA-256=${sha256},md5=abc` })).toMatchObject([{ algorithm: 'sha-256', value: sha256 }]);
    expect(expectedDigests({})).toEqual([]);
  });

  it.each([
    [{ 'content-digest': `sha-256=${sha256}` }],
    [{ digest: `sha-256=:${sha256}:` }],
    [{ 'content-digest': 'sha-256=:AAAA:' }],
    [{ digest: 'sha-256=' }],
    [{ 'content-digest': '' }],
  ])('%j cannot be read and is refused rather than ignored', (headers: Record<string, string>) => {
    expect(() => expectedDigests(headers)).toThrow(/cannot be read/);
  });
});
