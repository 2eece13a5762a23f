import { createHash } from 'node:crypto';

/** Namespace of event ids: UUID v5 of the DNS name `events.greenledger.invalid`. Never change it: ids of old events depend on it. */
const NAMESPACE = '142112e6-fb2d-5fc6-b761-73b1fe08cf9b';

/**
 * UUID v5 (RFC 9562 section 5.5) of a name in a namespace.
 * @param namespace a UUID.
 */
export function uuidV5(name: string, namespace: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(space).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of the n-th (0-based) event that a command causes: the same command again causes the same ids. */
export function eventId(commandId: string, ordinal: number): string {
  return uuidV5(`${commandId}/${ordinal}`, NAMESPACE);
}
