import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** Used when the account is unknown, so that the answer takes as long as for a known one (SEC-051). */
const NOBODY = `scrypt$16384$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;

/** `scrypt$N$r$p$salt_base64$hash_base64` of a password, with fresh salt. */
export async function hashPassword(password: string, cost = 16_384): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, { N: cost, r: 8, p: 1 });
  return ['scrypt', cost, 8, 1, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether the password is the one of the hash; without a hash it works as long and says no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt, hash] = (passwordHash ?? NOBODY).split('$');
  const expected = Buffer.from(hash ?? '', 'base64');
  const options = { N: Number(cost), r: Number(blockSize), p: Number(parallelization) };
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64'), expected.length || 32, options);
  return passwordHash !== undefined && expected.length > 0 && timingSafeEqual(actual, expected);
}

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((fulfil, reject) => {
    scrypt(password, salt, length, { ...options, maxmem: 256 * 1024 * 1024 }, (error, key) => (error ? reject(error) : fulfil(key)));
  });
}
