/**
 * A packed block taken apart into columns, without an object for each reading: what a feed of millions of readings is
 * rendered from. One object is used again and again; a column holds what it is told only up to `count`.
 */
export class BlockColumns {
  count = 0;
  intervalLength = 0;
  /** Seconds since 1970-01-01 UTC, ascending. */
  starts = new Float64Array(128);
  values = new Float64Array(128);
  qualities = new Uint8Array(128);
  /** 1 where the interval is known to have no value. */
  missing = new Uint8Array(128);
  #bytes: Uint8Array = new Uint8Array(0);
  #place = 0;

  /** Reads what `packBlock` wrote. @throws RangeError when the bytes are no block of version 1 */
  read(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#place = 2;
    if (bytes[0] !== 1) throw new RangeError(`unknown block version ${bytes[0]}`);
    const differences = bytes[1] === 1;
    this.intervalLength = this.#unsigned();
    this.count = this.#unsigned();
    this.#makeRoom(this.count);
    this.#readStarts();
    this.#readQualities();
    this.#readValues(differences);
    if (this.#place !== bytes.length) throw new RangeError('the block ends too early, or has bytes left over');
  }

  #readStarts(): void {
    const { starts, count, intervalLength } = this;
    let start = this.#unsigned();
    const unbroken = this.#bytes[this.#place++] === 0;
    for (let i = 0; i < count; i++) {
      if (i > 0) start += intervalLength + (unbroken ? 0 : this.#signed());
      starts[i] = start;
    }
  }

  #readQualities(): void {
    for (let i = 0; i < this.count;) {
      const mark = this.#unsigned();
      const end = i + this.#unsigned();
      if (end === i || end > this.count) throw new RangeError('the runs of quality do not fit the count');
      this.qualities.fill(mark & 0x7f, i, end);
      this.missing.fill(mark >> 7, i, end);
      i = end;
    }
  }

  #readValues(differences: boolean): void {
    let previous = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.missing[i] === 1) continue;
      const value = this.#signed();
      previous = differences ? previous + value : value;
      this.values[i] = previous;
    }
  }

  #makeRoom(count: number): void {
    if (count <= this.starts.length) return;
    // A count that no block of these bytes could have would otherwise take memory before it is found out.
    if (count > this.#bytes.length * 128) throw new RangeError('the block promises more readings than it can hold');
    this.starts = new Float64Array(count);
    this.values = new Float64Array(count);
    this.qualities = new Uint8Array(count);
    this.missing = new Uint8Array(count);
  }

  /** LEB128; up to four bytes by bits, longer ones by multiplication, which 32-bit numbers could not hold. */
  #unsigned(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#place++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    byte = bytes[this.#place++]!;
    value |= (byte & 0x7f) << 7;
    if (byte < 0x80) return value;
    byte = bytes[this.#place++]!;
    value |= (byte & 0x7f) << 14;
    if (byte < 0x80) return value;
    byte = bytes[this.#place++]!;
    value |= (byte & 0x7f) << 21;
    for (let scale = 0x10000000; byte >= 0x80; scale *= 0x80) {
      byte = bytes[this.#place++]!;
      value += (byte & 0x7f) * scale;
    }
    return value;
  }

  #signed(): number {
    const value = this.#unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
}
