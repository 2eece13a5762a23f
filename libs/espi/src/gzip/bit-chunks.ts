/** Bits worked out beforehand, to be put behind any others: chunks of 24, and what is left. */
export class BitChunks {
  chunks: Int32Array = new Int32Array(0);
  /** Of all bits. */
  count = 0;
  /** The bits behind the last whole chunk, fewer than 24. */
  rest = 0;
  restCount = 0;
  readonly #whole: number[] = [];

  /** @param count at most 24; the bits of `value` above it are 0 */
  put(value: number, count: number): void {
    // Up to 47 bits, which a number holds, its bitwise operators do not.
    const bits = this.rest + value * 2 ** this.restCount;
    const all = this.restCount + count;
    this.count += count;
    if (all < 24) {
      [this.rest, this.restCount] = [bits, all];
      return;
    }
    this.#whole.push(bits % 2 ** 24);
    [this.rest, this.restCount] = [Math.floor(bits / 2 ** 24), all - 24];
  }

  /** Nothing is put any more. */
  end(): this {
    this.chunks = Int32Array.from(this.#whole);
    return this;
  }
}
