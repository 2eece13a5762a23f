import { hash } from 'node:crypto';

/** Block length of SHA-256, bytes (RFC 2104: B). */
const BLOCK = 64;
/** Bytes of an id; longer ones get a buffer of their own. */
const ROOM = 512;
/** Path ids that are kept, two hundred bytes each; those of a larger company are made anew. */
const MOST_KEPT = 32_768;

/** Path ids by the ids that only we know. */
export interface PathIds {
  of(id: string): string;
  /** The same, for what each feed of the company names again: usage points and channels, not days. */
  kept(id: string): string;
  /**
   * The same for many ids that begin alike and end in as many characters: only these are written for each.
   * @param length of the end, which is ASCII
   */
  series(beginning: string, length: number): (end: string) => string;
}

/**
 * Path ids that differ from third party to third party, so that two companies cannot join what they hold: the first 16
 * bytes of HMAC-SHA256(key, `<id>|<thirdPartyId>`) in the shape of a UUID, lower case. Each block of a feed needs one, so
 * the HMAC is made of two one-shot hashes over buffers that are filled again and again.
 */
export class PairwiseIds implements PathIds {
  readonly #inner = Buffer.alloc(BLOCK + ROOM);
  readonly #outer = Buffer.alloc(BLOCK + 32);
  /** A view of what was hashed last. */
  #filled = this.#inner.subarray(0, 0);
  readonly #kept = new Map<string, string>();

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
    return this.#finish(this.#innerOf(name));
  }

  series(beginning: string, length: number): (end: string) => string {
    const before = Buffer.concat([this.#inner.subarray(0, BLOCK), Buffer.from(beginning)]);
    const text = Buffer.concat([before, Buffer.alloc(length), Buffer.from(`|${this.thirdPartyId}`)]);
    return (end) => {
      if (end.length !== length) return this.of(beginning + end);
      text.write(end, before.length, 'latin1');
      return this.#finish(text);
    };
  }

  #finish(inner: Buffer): string {
    // A digest as text is several times as cheap as one in a buffer of its own.
    this.#outer.write(hash('sha256', inner, 'binary'), BLOCK, 'latin1');
    const hex = hash('sha256', this.#outer, 'hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  }

  #innerOf(name: string): Buffer {
    if (name.length * 3 > ROOM) return Buffer.concat([this.#inner.subarray(0, BLOCK), Buffer.from(name)]);
    const end = BLOCK + this.#inner.write(name, BLOCK);
    // Ids of a feed nearly all have one length.
    if (this.#filled.length !== end) this.#filled = this.#inner.subarray(0, end);
    return this.#filled;
  }

  kept(id: string): string {
    const known = this.#kept.get(id);
    if (known !== undefined) return known;
    const made = this.of(id);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(id, made);
    return made;
  }
}
