const UTF8 = new TextEncoder();

/** A document as it grows, in bytes. What is taken out stays valid until more is written. */
export class DocumentBytes {
  #room: Uint8Array;
  #length = 0;

  constructor(size = 64 * 1024) {
    this.#room = new Uint8Array(size);
  }

  /** Bytes written and not taken yet. */
  get length(): number {
    return this.#length;
  }

  /** The bytes from `length` on are free for at least `size`; whoever writes them there says so with `advance`. */
  reserve(size: number): Uint8Array {
    if (this.#length + size > this.#room.length) {
      const larger = new Uint8Array(2 * (this.#length + size));
      larger.set(this.#room.subarray(0, this.#length));
      this.#room = larger;
    }
    return this.#room;
  }

  advance(length: number): void {
    this.#length = length;
  }

  text(text: string): void {
    // UTF-8 takes at most three bytes for each unit of a text.
    const room = this.reserve(3 * text.length);
    this.#length += UTF8.encodeInto(text, room.subarray(this.#length)).written;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length).set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Everything written so far; the document then begins anew in the same room. */
  take(): Uint8Array {
    const taken = this.#room.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
