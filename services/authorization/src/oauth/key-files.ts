import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';

/** Reads the OAuth keys from a folder; makes them, readable by the owner only, when they are absent. */
export async function loadOAuthKeys(directory: string): Promise<{ jwks: JWKS; cookieKeys: readonly string[] }> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const jwks = await readOrCreate<JWKS>(join(directory, 'oauth-jwks.json'), async () => {
    const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    return { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') }] } as JWKS;
  });
  const cookieKeys = await readOrCreate(join(directory, 'oauth-cookie-keys.json'), async () => [randomBytes(32).toString('base64url')]);
  return { jwks, cookieKeys };
}

async function readOrCreate<T>(file: string, create: () => Promise<T>): Promise<T> {
  try {
    // `wx`: two processes that start at once must end with the same keys.
    if (!(await exists(file))) await writeFile(file, JSON.stringify(await create()), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

const exists = (file: string): Promise<boolean> =>
  readFile(file).then(
    () => true,
    () => false,
  );
