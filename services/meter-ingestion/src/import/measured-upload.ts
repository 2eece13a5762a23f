import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { ProblemError } from '@greenledger/contracts';
import { BEGINNING_BYTES } from '@greenledger/meter-formats';
import { tooLarge } from '../door/too-large.js';

/**
 * Counts and hashes the content of an upload on its way to the disk, and stops it: at the limit (`payload-too-large`), or at
 * once when its beginning may not come in.
 */
export class MeasuredUpload extends Transform {
  readonly #hash = createHash('sha256');
  #size = 0;
  #beginning = Buffer.alloc(0);
  #judged = false;

  constructor(
    private readonly limit: number,
    private readonly judge: (beginning: Buffer) => ProblemError | undefined,
  ) {
    super();
  }

  /** Bytes seen. */
  get size(): number {
    return this.#size;
  }

  /** Lower-case hex; ask once, at the end. */
  sha256(): string {
    return this.#hash.digest('hex');
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.limit) return done(tooLarge('unpacked', this.limit));
    const refused = this.#look(chunk, false);
    if (refused) return done(refused);
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#look(Buffer.alloc(0), true) ?? null);
  }

  #look(chunk: Buffer, atEnd: boolean): ProblemError | undefined {
    if (this.#judged) return undefined;
    this.#beginning = Buffer.concat([this.#beginning, chunk.subarray(0, BEGINNING_BYTES)]);
    if (this.#beginning.length < BEGINNING_BYTES && !atEnd) return undefined;
    this.#judged = true;
    return this.judge(this.#beginning);
  }
}
