import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { ProblemError } from '@greenledger/contracts';
import { tooLarge } from '../door/too-large.js';

/** Bytes that are enough to tell a format. */
const BEGINNING = 512;

/**
 * Counts and hashes the content of an upload on its way to the disk, and stops it: at the limit (`payload-too-large`), or at
 * once when its beginning is of no known format (`unrecognized-file`).
 */
export class MeasuredUpload extends Transform {
  readonly #hash = createHash('sha256');
  #size = 0;
  #beginning = Buffer.alloc(0);
  #recognized = false;

  constructor(
    private readonly limit: number,
    private readonly recognize: (beginning: string) => boolean,
    private readonly expected: string,
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
    const refused = this.#judge(chunk, false);
    if (refused) return done(refused);
    this.#hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#judge(Buffer.alloc(0), true) ?? null);
  }

  #judge(chunk: Buffer, atEnd: boolean): ProblemError | undefined {
    if (this.#recognized) return undefined;
    this.#beginning = Buffer.concat([this.#beginning, chunk.subarray(0, BEGINNING)]);
    if (this.#beginning.length < BEGINNING && !atEnd) return undefined;
    this.#recognized = this.recognize(this.#beginning.toString('utf8'));
    if (this.#recognized) return undefined;
    const what = this.#beginning.length === 0 ? 'The body is empty' : `The body is ${nameOf(this.#beginning)}`;
    return new ProblemError('unrecognized-file', `${what}. ${this.expected} Nothing of it was taken.`);
  }
}

function nameOf(beginning: Buffer): string {
  const text = beginning
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('<')) return 'XML or HTML';
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('\u001f\u008b'))
    return 'an archive or packed twice: send the file itself, or packed once with gzip';
  return 'of no known format';
}
