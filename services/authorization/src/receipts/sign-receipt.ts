import { sign } from 'node:crypto';
import type { ConsentReceipt } from '@greenledger/contracts';
import canonicalizeModule from 'canonicalize';
import type { ReceiptKeys } from './receipt-keys.js';

// The package is CommonJS, but its types say otherwise.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** Media type of the signed thing, so that a signature of something else can never pass for a receipt (RFC 8725 section 3.11). */
export const RECEIPT_TYPE = 'consent-receipt+json';

/** JWS compact serialization (RFC 7515) with Ed25519 (RFC 8037) over the canonical JSON. The same receipt always gives the same text. */
export function signReceipt(receipt: ConsentReceipt, keys: ReceiptKeys): string {
  const header = { alg: 'EdDSA', kid: keys.publicKeys[0]!.kid, typ: RECEIPT_TYPE };
  const signed = [header, receipt].map((part) => Buffer.from(canonicalize(part)!).toString('base64url')).join('.');
  return `${signed}.${sign(null, Buffer.from(signed), keys.signingKey).toString('base64url')}`;
}
