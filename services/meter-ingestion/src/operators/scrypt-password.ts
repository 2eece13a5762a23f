import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** A password hash as the credentials file holds it: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
const FORM = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/=_-]+)\$([A-Za-z0-9+/=_-]+)$/;

/** RFC 7914 parameters for new hashes: 16 MiB, some 50 ms. */
const COST = { N: 16_384, r: 8, p: 1 };
const MOST_MEMORY = 256 * 1024 * 1024;

function derive(password: string, salt: Buffer, length: number, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, { ...cost, maxmem: MOST_MEMORY }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, 32, COST);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

export const isPasswordHash = (text: unknown): text is string => typeof text === 'string' && FORM.test(text);

/** Compares in constant time. False as well for a text that is no hash. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = FORM.exec(hash);
  if (!match) return false;
  const [N, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const expected = Buffer.from(match[5]!, 'base64');
  const key = await derive(password, Buffer.from(match[4]!, 'base64'), expected.length, { N, r, p });
  return timingSafeEqual(key, expected);
}
