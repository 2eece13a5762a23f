import { hash } from 'node:crypto';

/** RFC 9562 namespace for names that are URLs, as `nameUuid` of libs/espi uses it. */
const URL_NAMESPACE = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
/** Names longer than this are hashed in a buffer of their own. */
const ROOM = 1024;
const room = Buffer.alloc(URL_NAMESPACE.length + ROOM);
URL_NAMESPACE.copy(room);

/**
 * `atomId` of libs/espi by the hash of this platform, which is several times as fast: every block of a feed needs one.
 * @param name ASCII, as URIs are
 */
export function fastAtomId(name: string): string {
  return urnOf(bytesOf(name));
}

/**
 * The same for many names that begin alike and end in as many characters: only these are written for each.
 * @param length of the end; all is ASCII
 */
export function atomIdSeries(beginning: string, length: number): (end: string) => string {
  const before = Buffer.concat([URL_NAMESPACE, Buffer.from(beginning, 'latin1')]);
  const bytes = Buffer.concat([before, Buffer.alloc(length)]);
  return (end) => {
    if (end.length !== length) return fastAtomId(beginning + end);
    bytes.write(end, before.length, 'latin1');
    return urnOf(bytes);
  };
}

function urnOf(bytes: Buffer): string {
  const hex = hash('sha1', bytes, 'hex');
  // Version 5 and the variant of RFC 9562 take the place of some of the bits.
  const variant = '89ab'[parseInt(hex[16]!, 16) & 3]!;
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Names of a feed nearly all have one length. */
let filled = room.subarray(0, 0);

function bytesOf(name: string): Buffer {
  if (name.length > ROOM) return Buffer.concat([URL_NAMESPACE, Buffer.from(name, 'latin1')]);
  const end = URL_NAMESPACE.length + room.write(name, URL_NAMESPACE.length, 'latin1');
  if (filled.length !== end) filled = room.subarray(0, end);
  return filled;
}
