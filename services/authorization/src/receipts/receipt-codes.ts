import { createHmac, timingSafeEqual } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MAC_BYTES = 16;

/** Which consent event a receipt is of. */
export interface ReceiptPlace {
  readonly authorizationId: string;
  /** 1-based version of the Authorization stream. */
  readonly version: number;
}

/**
 * The code in the address of a receipt: authorization id, version and 128 bits of HMAC-SHA256 over them, base64url. Nothing
 * is stored, so nothing can be stolen from a table, and nobody without the key can make one.
 */
export function receiptCode({ authorizationId, version }: ReceiptPlace, key: Buffer): string {
  const place = Buffer.alloc(20);
  Buffer.from(authorizationId.replaceAll('-', ''), 'hex').copy(place);
  place.writeUInt32BE(version, 16);
  return Buffer.concat([place, macOf(place, key)]).toString('base64url');
}

/** What the code opens; undefined when it was not made with the key. */
export function openReceiptCode(code: string, key: Buffer): ReceiptPlace | undefined {
  if (!/^[\w-]{48}$/.test(code)) return undefined;
  const bytes = Buffer.from(code, 'base64url');
  const place = bytes.subarray(0, 20);
  if (!timingSafeEqual(bytes.subarray(20), macOf(place, key))) return undefined;
  const hex = place.toString('hex');
  const authorizationId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  return UUID.test(authorizationId) ? { authorizationId, version: place.readUInt32BE(16) } : undefined;
}

const macOf = (place: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update('consent receipt\n').update(place).digest().subarray(0, MAC_BYTES);
