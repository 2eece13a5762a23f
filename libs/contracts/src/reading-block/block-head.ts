const MISSING = 0x80;

/**
 * What a packed block says before its values: how many readings it has, which of them have a value, and where its parts lie. The
 * values are gone over. One object is used again and again: reading the heads of a thousand days makes nothing that must be freed.
 */
export class BlockHead {
  /** How far values are written, see `packBlock`. */
  form = 0;
  /** Seconds; 0 for register reads. */
  intervalLength = 0;
  /** Readings, and those of them that have a value. */
  count = 0;
  valueCount = 0;
  /** Start of the first reading; of the first and of the last one that has a value, 0 where none has. Seconds since 1970-01-01 UTC. */
  start = 0;
  firstStart = 0;
  lastStart = 0;
  /** Where, in the bytes given, the gaps between starts and the runs of quality begin, and where the values begin. */
  marksAt = 0;
  valuesAt = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #place = 0;

  /**
   * Reads what `packBlock` wrote.
   * @param at where the block begins in the bytes
   * @throws RangeError when the bytes are no block of version 1
   */
  read(bytes: Uint8Array, at = 0): void {
    this.#bytes = bytes;
    this.#place = at + 2;
    if (bytes[at] !== 1) throw new RangeError(`unknown block version ${bytes[at]}`);
    this.form = bytes[at + 1]!;
    this.intervalLength = this.#unsigned();
    this.count = this.#unsigned();
    this.start = this.#unsigned();
    this.marksAt = this.#place;
    const unbroken = this.#unsigned() === 0;
    const gapsAt = this.#place;
    if (!unbroken) for (let i = 1; i < this.count; i++) this.#unsigned();
    const [first, last] = this.#readQualities();
    this.valuesAt = this.#place;
    this.firstStart = this.valueCount === 0 ? 0 : this.#startOf(first, unbroken, gapsAt);
    this.lastStart = this.valueCount === 0 ? 0 : this.#startOf(last, unbroken, gapsAt);
  }

  /** @returns the places of the first and last reading with a value */
  #readQualities(): [number, number] {
    let [first, last] = [-1, -1];
    this.valueCount = 0;
    for (let i = 0; i < this.count;) {
      const mark = this.#unsigned();
      const end = i + this.#unsigned();
      if (end === i || end > this.count) throw new RangeError('the runs of quality do not fit the count');
      if ((mark & MISSING) === 0) {
        if (first < 0) first = i;
        last = end - 1;
        this.valueCount += end - i;
      }
      i = end;
    }
    return [first, last];
  }

  #startOf(index: number, unbroken: boolean, gapsAt: number): number {
    let start = this.start + index * this.intervalLength;
    if (unbroken) return start;
    this.#place = gapsAt;
    for (let i = 0; i < index; i++) {
      const gap = this.#unsigned();
      start += gap % 2 === 1 ? -(gap + 1) / 2 : gap / 2;
    }
    return start;
  }

  #unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#place++];
      if (byte === undefined) throw new RangeError('the block ends too early');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}
