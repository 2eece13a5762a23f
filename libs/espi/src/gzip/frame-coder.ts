import { crc32Byte } from './crc32.js';
import { LONGEST_MATCH, SHORTEST_MATCH, WINDOW } from './deflate-symbols.js';
import type { FixedText } from './fixed-text.js';
import type { TextCoder } from './text-coder.js';

/** A frame as it was written: its pieces, where each began in the stream, and what stood between them. */
interface Frame {
  readonly pieces: readonly FixedText[];
  readonly places: readonly number[];
  readonly holes: readonly string[];
}

/**
 * Codes what stands around the readings of a block: pieces that are the same in each block of a channel, and holes between
 * them that differ. A piece that stood in the frame before is a match, and is neither formed nor compared.
 */
export class FrameCoder {
  #before: Frame | undefined;
  /** A match that may still grow. */
  #length = 0;
  #distance = 0;

  constructor(private readonly coder: TextCoder) {}

  forget(): void {
    this.#before = undefined;
  }

  /** Whether the piece of that number can be written as a match at a place of the stream. */
  repeats(nth: number, piece: FixedText, place: number): boolean {
    const before = this.#before;
    return before?.pieces[nth] === piece && place - before.places[nth]! <= WINDOW && piece.length >= SHORTEST_MATCH;
  }

  /**
   * Writes a piece that `repeats`, and the hole behind it: what that has in common with the hole before belongs to the match.
   * @param hole ASCII
   * @returns the CRC register after both
   */
  write(nth: number, piece: FixedText, hole: string, place: number, register: number): number {
    const { places, holes } = this.#before!;
    const before = nth < holes.length ? holes[nth]! : '';
    const distance = place - places[nth]!;
    if (distance !== this.#distance) this.flush();
    this.#distance = distance;
    this.#length += piece.length;
    let crc = piece.after(register);
    let i = 0;
    for (; i < hole.length && hole.charCodeAt(i) === before.charCodeAt(i); i++) crc = crc32Byte(crc, hole.charCodeAt(i));
    this.#length += i;
    if (i < hole.length) this.flush();
    for (; i < hole.length; i++) {
      const byte = hole.charCodeAt(i);
      if (byte > 0x7f) throw new RangeError('a hole of a frame holds ASCII only');
      this.coder.literal(byte);
      crc = crc32Byte(crc, byte);
    }
    return crc;
  }

  /** Writes the match that was still growing. */
  flush(): void {
    if (this.#length > 0) this.coder.match(this.#length, this.#distance);
    this.#length = 0;
    this.#distance = 0;
  }

  /** Remembers the frame just written, for the next one. */
  keep(frame: Frame): void {
    this.#before = frame;
  }

  /** Bits of a frame, in bytes, at most. */
  static mostBytes(pieces: readonly FixedText[], holes: readonly string[]): number {
    let bytes = 64;
    for (const piece of pieces) bytes += 8 * (2 + Math.ceil(piece.length / LONGEST_MATCH));
    for (const hole of holes) bytes += 8 + 2 * hole.length;
    return bytes;
  }
}
