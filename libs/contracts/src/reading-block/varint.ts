/** Appends unsigned LEB128 integers (up to 2^53 − 1) to a growing byte buffer. */
export class VarintWriter {
  #bytes: Uint8Array;
  #length = 0;

  /** @param room bytes that it begins with */
  constructor(room = 256) {
    this.#bytes = new Uint8Array(room);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  /** Appends bytes as they are. */
  bytes(bytes: Uint8Array): void {
    const wanted = this.#length + bytes.length;
    if (wanted > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = wanted;
  }

  unsigned(value: number): void {
    // Nearly every number is short: two bytes without the slow arithmetic that large ones need.
    if (value >= 0 && value < 0x4000 && value === (value | 0)) {
      if (value >= 0x80) {
        this.byte((value & 0x7f) | 0x80);
        value >>= 7;
      }
      return this.byte(value);
    }
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an unsigned safe integer: ${value}`);
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Zigzag: small magnitudes of either sign stay short. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** What was written since a length, as a view: it stays as it is, whatever is written later. */
  since(length: number): Uint8Array {
    return this.#bytes.subarray(length, this.#length);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what VarintWriter wrote. Throws RangeError at the end of the bytes or on an overlong integer. */
export class VarintReader {
  #offset = 0;
  constructor(private readonly source: Uint8Array) {}

  get atEnd(): boolean {
    return this.#offset === this.source.length;
  }

  byte(): number {
    const value = this.source[this.#offset++];
    if (value === undefined) throw new RangeError('the block ends too early');
    return value;
  }

  /** The next bytes, as a view. */
  bytes(length: number): Uint8Array {
    const end = this.#offset + length;
    if (end > this.source.length) throw new RangeError('the block ends too early');
    const view = this.source.subarray(this.#offset, end);
    this.#offset = end;
    return view;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('an integer of the block is too large');
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
