import { credentialFault, type CredentialFault } from '@greenledger/contracts';
import { importJWK, type JWK } from 'jose';
import { refusedCredential } from './refused-credential.js';

export interface PublicKeySet {
  readonly keys: readonly JWK[];
}

const LARGEST_JWKS = 65_536;
const MOST_KEYS = 10;
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Reads a JWK Set (RFC 7517) for private_key_jwt: public RSA (from 2048 bits), EC or OKP keys that sign, each key id once.
 * @throws ProblemError `invalid-body` that says by which rule it is refused
 */
export async function readPublicKeys(text: string): Promise<PublicKeySet> {
  if (text.length > LARGEST_JWKS) refuse(credentialFault('keysTooLarge'), 'it is larger than 64 kB');
  const keys = keysOf(text);
  if (keys.length === 0 || keys.length > MOST_KEYS)
    refuse(credentialFault('keysHowMany', String(MOST_KEYS)), `it must hold 1 to ${MOST_KEYS} keys`);
  const ids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
  if (new Set(ids).size !== ids.length) refuse(credentialFault('keysRepeated'), 'two keys have the same kid');
  for (const [index, key] of keys.entries()) await checkKey(key, key.kid ?? `key ${index + 1}`);
  return { keys };
}

function keysOf(text: string): JWK[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(credentialFault('keysNoJson'), 'it is no JSON');
  }
  const keys = (value as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.some((key) => key === null || typeof key !== 'object'))
    refuse(credentialFault('keysNoSet'), 'it must be a JWK Set: {"keys":[…]}');
  return keys as JWK[];
}

async function checkKey(key: JWK, name: string): Promise<void> {
  if (PRIVATE_MEMBERS.some((member) => member in key))
    refuse(credentialFault('keyPrivate', name), `${name} holds private members; register public keys only, and replace that key`);
  if (key.use !== undefined && key.use !== 'sig')
    refuse(credentialFault('keyNotForSigning', name), `${name} is not for signatures (use must be "sig")`);
  if (!['RSA', 'EC', 'OKP'].includes(key.kty ?? '')) refuse(credentialFault('keyKind', name), `${name} must be an RSA, EC or OKP key`);
  if (key.kty === 'RSA' && Buffer.from(String(key.n), 'base64url').length < 256)
    refuse(credentialFault('keyTooShort', name), `${name} has fewer than 2048 bits`);
  try {
    await importJWK(key, key.alg ?? (key.kty === 'RSA' ? 'PS256' : key.kty === 'EC' ? 'ES256' : 'EdDSA'));
  } catch {
    refuse(credentialFault('keyUnreadable', name), `${name} cannot be read as a public key`);
  }
}

function refuse(fault: CredentialFault, rule: string): never {
  throw refusedCredential(fault, `the key set is refused: ${rule}`, 'jwks');
}
