import type { BitChunks } from './bit-chunks.js';

/** Bytes that are written bit by bit, lowest first, as deflate packs them. */
export class BitOutput {
  #room: Uint8Array;
  #length = 0;
  /** Bits that do not fill a byte yet: fewer than eight of them. */
  #bits = 0;
  #count = 0;

  constructor(size: number) {
    this.#room = new Uint8Array(size);
  }

  /** Whole bytes written and not taken yet. */
  get length(): number {
    return this.#length;
  }

  get bits(): number {
    return this.#bits;
  }

  get bitCount(): number {
    return this.#count;
  }

  /** Makes sure that `size` more bytes fit: whoever puts bits says so before. */
  reserve(size: number): void {
    if (this.#length + size <= this.#room.length) return;
    const larger = new Uint8Array(2 * (this.#length + size));
    larger.set(this.#room.subarray(0, this.#length));
    this.#room = larger;
  }

  /** @param count at most 24; the bits of `value` above it are 0 */
  put(value: number, count: number): void {
    let bits = this.#bits | (value << this.#count);
    let left = this.#count + count;
    for (; left >= 8; left -= 8) {
      this.#room[this.#length++] = bits;
      bits >>>= 8;
    }
    this.#bits = bits;
    this.#count = left;
  }

  /** Puts the codes of the characters of a text from `from` on. @param entries by character: bits of its code, their count above 16 */
  putText(text: string, from: number, entries: Uint32Array): void {
    const room = this.#room;
    let bits = this.#bits;
    let left = this.#count;
    let at = this.#length;
    for (let i = from; i < text.length; i++) {
      const entry = entries[text.charCodeAt(i)]!;
      bits |= (entry & 0xffff) << left;
      left += entry >>> 16;
      // Two bytes at a time: fewer than 16 bits wait, and no code has more than 15.
      if (left >= 16) {
        room[at] = bits;
        room[at + 1] = bits >>> 8;
        at += 2;
        bits >>>= 16;
        left -= 16;
      }
    }
    if (left >= 8) {
      room[at++] = bits;
      bits >>>= 8;
      left -= 8;
    }
    [this.#bits, this.#count, this.#length] = [bits, left, at];
  }

  /** Puts bits that were worked out before. */
  putChunks({ chunks, rest, restCount }: BitChunks): void {
    const room = this.#room;
    const left = this.#count;
    let [bits, at] = [this.#bits, this.#length];
    for (let i = 0; i < chunks.length; i++) {
      bits |= chunks[i]! << left;
      room[at] = bits;
      room[at + 1] = bits >>> 8;
      room[at + 2] = bits >>> 16;
      bits >>>= 24;
      at += 3;
    }
    this.#bits = bits;
    this.#length = at;
    this.put(rest, restCount);
  }

  /** Bytes that go on where the last bits ended: they hold these already, and are followed by `count` bits. */
  append(bytes: Uint8Array, bits: number, count: number): void {
    this.reserve(bytes.length);
    this.#room.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#bits = bits;
    this.#count = count;
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.#count > 0) this.put(0, 8 - this.#count);
  }

  /** All whole bytes so far, valid until more is written; the next ones begin in the same room. */
  take(): Uint8Array {
    const taken = this.#room.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
