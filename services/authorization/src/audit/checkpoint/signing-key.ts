import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Name of the log signing key inside KEYS_DIR. */
export const SIGNING_KEY_FILE = 'log-signing-key.pem';

/** Reads an Ed25519 key (PKCS 8, PEM), by default the log's; makes it, readable by its owner only, when it is absent. */
export async function loadSigningKey(keysDirectory: string, fileName = SIGNING_KEY_FILE): Promise<KeyObject> {
  const file = join(keysDirectory, fileName);
  const existing = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (existing) return createPrivateKey(existing);
  await mkdir(keysDirectory, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.new`;
  const handle = await open(temporary, 'w', 0o600);
  await handle.writeFile(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await handle.sync();
  await handle.close();
  // A link never overwrites: of two processes that start at once, one wins and both use its key.
  await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary);
  return createPrivateKey(await readFile(file));
}
