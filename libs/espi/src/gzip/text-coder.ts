import type { BitOutput } from './bit-output.js';
import type { DeflateCode } from './deflate-code.js';
import { WINDOW } from './deflate-symbols.js';
import { KnownText } from './known-text.js';

/** Nearer matches are worth it from four bytes on; farther ones take more bits than five digits would. */
const [NEAR, SHORTEST_NEAR, SHORTEST_FAR] = [512, 4, 6];
const HASH_BITS = 12;
/** Of the inside of a match each so-many-th place is remembered: enough to meet the text again. */
const STRIDE = 16;

/**
 * Codes the text around readings. A run of text is first compared with the run before it, byte by byte, because the heads of
 * blocks differ in their ids and dates only; where they part, the text is looked up by its next four bytes.
 */
export class TextCoder {
  readonly #slots = new Int32Array(1 << HASH_BITS).fill(-1);
  readonly known = new KnownText((dropped) => this.#moved(dropped));

  constructor(
    private readonly code: DeflateCode,
    private readonly output: BitOutput,
  ) {}

  /** Codes what the known text holds behind `from`, in its buffer. */
  encode(from: number): void {
    const { known, output } = this;
    const slots = this.#slots;
    const { bytes, fours, end } = known;
    const { codes, lengths } = this.code.literals;
    output.reserve(2 * (end - from) + 64);
    // The run before this one, or where the last match was found, goes on beside the text for as long as they agree.
    let beside = known.besideAt(from);
    let limit = beside < 0 ? -1 : known.endOf(beside);
    let at = from;
    while (at < end) {
      let length = beside < limit && bytes[beside] === bytes[at] ? this.#agreeing(beside, at, Math.min(limit, beside + end - at)) : 0;
      if (at + 4 <= end) {
        const slot = this.#slotOf(at);
        if (length < SHORTEST_FAR) {
          const found = slots[slot]!;
          if (found >= 0 && fours.getInt32(found, true) === fours.getInt32(at, true) && known.distance(found, at) <= WINDOW) {
            const foundEnd = known.endOf(found);
            const agreeing = this.#agreeing(found, at, Math.min(foundEnd, found + end - at));
            if (agreeing > length) [beside, length, limit] = [found, agreeing, foundEnd];
          }
        }
        slots[slot] = at;
      }
      if (length >= SHORTEST_NEAR) {
        const distance = known.distance(beside, at);
        if (length >= SHORTEST_FAR || distance <= NEAR) {
          this.code.putMatch(output, length, distance);
          for (let i = at + STRIDE, last = Math.min(at + length, end - 4); i < last; i += STRIDE) slots[this.#slotOf(i)] = i;
          beside += length;
          at += length;
          continue;
        }
      }
      const byte = bytes[at++]!;
      output.put(codes[byte]!, lengths[byte]!);
      beside++;
    }
  }

  /** How many bytes from `one` and `other` on are the same, `one` up to its limit. */
  #agreeing(one: number, other: number, limit: number): number {
    const { bytes, fours } = this.known;
    let at = one;
    let beside = other;
    for (const last = limit - 4; at <= last && fours.getInt32(at, true) === fours.getInt32(beside, true); at += 4) beside += 4;
    for (; at < limit && bytes[at] === bytes[beside]; at++) beside++;
    return at - one;
  }

  #slotOf(at: number): number {
    return Math.imul(this.known.fours.getInt32(at, true), 0x9e3779b1) >>> (32 - HASH_BITS);
  }

  /** Remembers what the known text holds behind `from`, which was coded otherwise. */
  learn(from: number): void {
    for (let at = from; at < this.known.end - 4; at += STRIDE / 4) this.#slots[this.#slotOf(at)] = at;
  }

  /** Begins with another stream. */
  forget(): void {
    this.#slots.fill(-1);
    this.known.forget();
  }

  /** The buffer was moved: places in it are so many less. */
  #moved(dropped: number): void {
    const slots = this.#slots;
    for (let i = 0; i < slots.length; i++) slots[i] = Math.max(-1, slots[i]! - dropped);
  }
}
