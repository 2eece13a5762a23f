import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number, options: object) => Promise<Buffer>;
const LENGTH = 32;

/** Secrets are 256 random bits, so a small work factor is enough: it guards against a weak secret set by hand. */
const COST = { N: 4096, r: 8, p: 1 };

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, LENGTH, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Whether it is the secret of one of the hashes, which stand with blanks between: after a rotation two are good for a while.
 * All are tried, so that the time tells nothing of which one it is.
 */
export async function matchesSecret(secret: string, stored: string): Promise<boolean> {
  const matches = await Promise.all(stored.split(' ').map((hash) => matchesHash(secret, hash)));
  return matches.includes(true);
}

/** Compares in constant time; an unreadable hash matches nothing. */
async function matchesHash(secret: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(secret, Buffer.from(salt, 'base64url'), expected.length, { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(actual, expected);
}
