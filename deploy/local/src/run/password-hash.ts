import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const [N, R, P] = [16_384, 8, 1];
const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);

/** `scrypt$N$r$p$salt_base64$hash_base64`, the form that meter-ingestion and the portal read. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, { N, r: R, p: P });
  return ['scrypt', N, R, P, salt.toString('base64'), hash.toString('base64')].join('$');
}
