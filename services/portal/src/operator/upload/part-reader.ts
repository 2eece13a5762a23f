/** A body that ended before its form did. */
export class BrokenForm extends Error {
  override readonly name = 'BrokenForm';
}

/** Reads a stream up to marks, holding no more of it than a chunk and the mark. */
export class PartReader {
  #buffer: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** What stands before the mark, which is read too. @throws BrokenForm when the mark is not within `most` bytes. */
  async until(mark: Buffer, most: number): Promise<Buffer> {
    for (;;) {
      const at = this.#buffer.indexOf(mark);
      if (at > most || (at < 0 && this.#buffer.length > most + mark.length)) throw new BrokenForm('a part is longer than it may be');
      if (at >= 0) return this.#take(at, mark.length);
      if (!(await this.#more())) throw new BrokenForm('the form ended too early');
    }
  }

  /** What stands before the mark, piece by piece. @throws BrokenForm when the stream ends first: half a file is none. */
  async *piecesUntil(mark: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const at = this.#buffer.indexOf(mark);
      if (at >= 0) {
        const last = this.#take(at, mark.length);
        if (last.length > 0) yield last;
        return;
      }
      // The end of the buffer may be the beginning of the mark.
      const sure = this.#buffer.length - mark.length + 1;
      if (sure > 0) yield this.#take(sure, 0);
      if (!(await this.#more())) throw new BrokenForm('the file ended before the form did');
    }
  }

  /** Reads what still comes, and keeps none of it. */
  async discard(): Promise<void> {
    do this.#buffer = Buffer.alloc(0);
    while (await this.#more().catch(() => false));
  }

  #take(length: number, skip: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length + skip);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}
