import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signature type of Ed25519 in C2SP signed-note. */
const ED25519 = 0x01;
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+=*)$/;

/** The public half of a log key: its C2SP text form is `name+keyhash+base64(type, key)`. */
export interface VerifierKey {
  readonly name: string;
  /** 4 bytes that tell keys apart. */
  readonly keyHash: Buffer;
  readonly publicKey: KeyObject;
  readonly text: string;
}

/** @throws RangeError when the name cannot stand in a signature line. */
export function verifierKeyOf(name: string, key: KeyObject): VerifierKey {
  if (name === '' || /[\s+]/u.test(name)) throw new RangeError(`a log's origin has no spaces and no plus sign: "${name}"`);
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new RangeError('the log signing key is not an Ed25519 key');
  const encoded = Buffer.concat([Buffer.of(ED25519), Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')]);
  const keyHash = createHash('sha256').update(`${name}\n`).update(encoded).digest().subarray(0, 4);
  return { name, keyHash, publicKey, text: `${name}+${keyHash.toString('hex')}+${encoded.toString('base64')}` };
}

/**
 * Reads the text form of a verifier key.
 * @throws RangeError when the form or the key hash is wrong.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(text);
  const encoded = Buffer.from(match?.[3] ?? '', 'base64');
  if (!match || encoded.length !== 33 || encoded[0] !== ED25519) {
    throw new RangeError('not a verifier key: expected name+hash+base64 of an Ed25519 key (C2SP signed-note)');
  }
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: encoded.subarray(1).toString('base64url') };
  const key = verifierKeyOf(match[1]!, createPublicKey({ key: jwk, format: 'jwk' }));
  if (key.text !== text) throw new RangeError('the verifier key is damaged: its hash does not match');
  return key;
}

/** Signs a text that ends in a line feed (C2SP signed-note). The same text always gives the same note. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const { keyHash } = verifierKeyOf(name, privateKey);
  const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/**
 * Checks a note of exactly one signature, and answers the signed text.
 * @throws RangeError when it is not signed by this key, or not written in the one accepted way.
 */
export function openNote(note: string, key: VerifierKey): string {
  const end = note.lastIndexOf('\n\n');
  const [line, ...rest] = note.slice(end + 2).split('\n');
  const match = SIGNATURE_LINE.exec(line ?? '');
  if (end < 0 || !match || rest.length !== 1 || rest[0] !== '') throw new RangeError('not a signed note: no signature line at its end');
  const text = note.slice(0, end + 1);
  const signature = Buffer.from(match[2]!, 'base64');
  // Base64 has spare bits: only the canonical spelling counts, or a changed character would go unnoticed.
  const known = match[1] === key.name && signature.toString('base64') === match[2] && signature.subarray(0, 4).equals(key.keyHash);
  if (!known) throw new RangeError(`the note is not signed by the key ${key.text}`);
  if (!verify(null, Buffer.from(text), key.publicKey, signature.subarray(4)))
    throw new RangeError('the signature of the note is not valid');
  return text;
}
