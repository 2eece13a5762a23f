import { createHash, type Hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { digestMismatch, type ExpectedDigest } from './content-digest.js';
import { tooLarge } from './too-large.js';

/**
 * Counts and hashes a delivery as it travels, before anything is decoded. Stops it at the limit (`payload-too-large`), and at
 * its end when it is not what its sender says it is (`digest-mismatch`).
 */
export class DeliveredBytes extends Transform {
  readonly #sha256 = createHash('sha256');
  readonly #sha512: Hash | undefined;
  #digest: Buffer | undefined;
  #size = 0;

  constructor(
    private readonly limit: number,
    private readonly expected: readonly ExpectedDigest[] = [],
  ) {
    super();
    if (expected.some(({ algorithm }) => algorithm === 'sha-512')) this.#sha512 = createHash('sha512');
  }

  get size(): number {
    return this.#size;
  }

  /** Lower-case hex; known at the end. */
  get sha256(): string {
    return (this.#digest ?? Buffer.alloc(0)).toString('hex');
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.limit) return done(tooLarge('delivered', this.limit));
    this.#sha256.update(chunk);
    this.#sha512?.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.#digest = this.#sha256.digest();
    const found = { 'sha-256': this.#digest.toString('base64'), 'sha-512': this.#sha512?.digest('base64') ?? '' };
    const wrong = this.expected.find(({ algorithm, value }) => value !== found[algorithm]);
    done(wrong ? digestMismatch(wrong, found[wrong.algorithm]) : null);
  }
}
