import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReceiptKey } from '@greenledger/contracts';
import { calculateJwkThumbprint } from 'jose';
import { loadSigningKey } from '../audit/checkpoint/signing-key.js';

/** Names inside KEYS_DIR. The signing key is PKCS 8 in PEM, the link key 32 bytes in hex, the retired ones a JWKS of public keys. */
const SIGNING_KEY_FILE = 'receipt-signing-key.pem';
const LINK_KEY_FILE = 'receipt-link-key.hex';
const RETIRED_KEYS_FILE = 'receipt-keys-retired.json';

/** The keys of receipts: one signs them, one makes their addresses. */
export class ReceiptKeys {
  private constructor(
    readonly signingKey: KeyObject,
    readonly linkKey: Buffer,
    /** Newest first; the first one is the public half of `signingKey`. */
    readonly publicKeys: readonly ReceiptKey[],
  ) {}

  /** Reads the keys; makes them, readable by their owner only, when they are absent. */
  static async load(keysDirectory: string): Promise<ReceiptKeys> {
    const signingKey = await loadSigningKey(keysDirectory, SIGNING_KEY_FILE);
    const linkKey = await loadLinkKey(join(keysDirectory, LINK_KEY_FILE));
    const { keys: retired } = await readFile(join(keysDirectory, RETIRED_KEYS_FILE), 'utf8').then(
      (text) => JSON.parse(text) as { keys: ReceiptKey[] },
      () => ({ keys: [] }),
    );
    return new ReceiptKeys(signingKey, linkKey, [await publicJwk(signingKey), ...retired]);
  }
}

async function publicJwk(signingKey: KeyObject): Promise<ReceiptKey> {
  const { x } = createPublicKey(signingKey).export({ format: 'jwk' });
  const members = { kty: 'OKP', crv: 'Ed25519', x: x! } as const;
  return { ...members, kid: await calculateJwkThumbprint(members), use: 'sig', alg: 'EdDSA' };
}

async function loadLinkKey(file: string): Promise<Buffer> {
  // `wx`: of two processes that start at once, one writes and both read its key.
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const text = (await readFile(file, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`${file}: 64 lower-case hex digits are expected; restore the file, or old receipt links die`);
  return Buffer.from(text, 'hex');
}
