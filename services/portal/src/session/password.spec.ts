import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from './password.js';

describe('password', () => {
  it('fits its own hash and no other', async () => {
    const hash = await hashPassword('correct horse', 1024);
    expect(hash).toMatch(/^scrypt\$1024\$8\$1\$/);
    expect(await verifyPassword(hash, 'correct horse')).toBe(true);
    expect(await verifyPassword(hash, 'Correct horse')).toBe(false);
  });
  it('says no for nobody, and for a hash that is cut off', async () => {
    expect(await verifyPassword(undefined, '')).toBe(false);
    expect(await verifyPassword('scrypt$1024$8$1$AAAA$', '')).toBe(false);
  });
});
