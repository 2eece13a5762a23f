import { hash } from 'node:crypto';

/** Block length of SHA-256, bytes (RFC 2104: B). */
const BLOCK = 64;
/** Bytes of an id; longer ones get a buffer of their own. */
const ROOM = 512;

/**
 * Path ids that differ from third party to third party, so that two companies cannot join what they hold: the first 16
 * bytes of HMAC-SHA256(key, `<id>|<thirdPartyId>`) in the shape of a UUID, lower case. Each block of a feed needs one, so
 * the HMAC is made of two one-shot hashes over buffers that are filled again and again.
 */
export class PairwiseIds {
  readonly #inner = Buffer.alloc(BLOCK + ROOM);
  readonly #outer = Buffer.alloc(BLOCK + 32);

  constructor(
    key: Uint8Array,
    readonly thirdPartyId: string,
  ) {
    const padded = Buffer.alloc(BLOCK);
    padded.set(key.length > BLOCK ? hash('sha256', Buffer.from(key), 'buffer') : key);
    for (let i = 0; i < BLOCK; i++) {
      this.#inner[i] = padded[i]! ^ 0x36;
      this.#outer[i] = padded[i]! ^ 0x5c;
    }
  }

  of(id: string): string {
    const name = `${id}|${this.thirdPartyId}`;
    const inner = name.length * 3 <= ROOM ? this.#inner : Buffer.concat([this.#inner.subarray(0, BLOCK), Buffer.alloc(name.length * 3)]);
    const end = BLOCK + inner.write(name, BLOCK);
    this.#outer.set(hash('sha256', inner.subarray(0, end), 'buffer'), BLOCK);
    const hex = hash('sha256', this.#outer, 'hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  }
}
