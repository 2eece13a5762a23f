import { createHash } from 'node:crypto';

/** A SHA-256 digest, 32 bytes. */
export type Hash = Buffer;

/** Distinct first bytes, so that no node can be passed off as a leaf (RFC 6962 section 2.1). */
const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** Hash of a leaf's bytes (RFC 6962 section 2.1). */
export function leafHash(bytes: Uint8Array): Hash {
  return createHash('sha256').update(LEAF).update(bytes).digest();
}

/** Hash of an inner node (RFC 6962 section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** Root of the tree without leaves: the hash of nothing. */
export function emptyRoot(): Hash {
  return createHash('sha256').digest();
}
