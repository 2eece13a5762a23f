import { contribution, crcOfHole, passingTables, throughTables } from './crc32.js';
import { SequenceSteps, type Step } from './sequence-steps.js';
import type { TextLayout } from './text-layout.js';

const UTF8 = new TextEncoder();
/** Characters of a hole and holes of a layout at most; and bytes of a whole sequence, which matches reach back over. */
const [MOST_CHARACTERS, MOST_HOLES, MOST_BYTES] = [64, 30, 16 * 1024];

/** By how much pieces may stand nearer to or farther from those of another text of the same layout. */
export const SLACK = MOST_CHARACTERS * MOST_HOLES;

/** Where a layout stands in a sequence. */
export interface LayoutPart {
  readonly layout: TextLayout;
  /** The first of its holes among those of the sequence, and how many it has. */
  readonly hole: number;
  readonly holes: number;
  /** Its first byte, and where its pieces begin behind that. */
  readonly start: number;
  readonly offsets: Int32Array;
}

/**
 * A sequence of layouts whose holes have known lengths: every byte has its place then, so what repeats inside is known, and
 * what the fixed bytes leave in the CRC.
 */
export class SequenceForm {
  readonly parts: readonly LayoutPart[];
  /** In bytes. */
  readonly length: number;
  readonly #lengths: readonly number[];
  /** Holes of one name, later and first ones, and whether both hold the same. */
  readonly #later: readonly number[];
  readonly #first: readonly number[];
  readonly #same: readonly boolean[];
  /** Holes that are not the same as an earlier one, and what their bytes leave in the CRC of the whole. */
  readonly #distinct: readonly number[];
  readonly #tables: readonly Int32Array[];
  readonly #passing: Int32Array;
  /** What was in the distinct holes last, their CRCs, and what all bytes left: in most texts few holes are new. */
  readonly #last: string[];
  readonly #lastCrcs: Int32Array;
  #crc: number;
  readonly #steps: SequenceSteps;

  /** Whether holes are short enough, and the text is. */
  static mayHave(layouts: readonly TextLayout[], holes: readonly string[]): boolean {
    let length = 0;
    for (const hole of holes) {
      if (hole.length > MOST_CHARACTERS) return false;
      length += hole.length;
    }
    for (const { pieces } of layouts) {
      if (pieces.length > MOST_HOLES) return false;
      for (const piece of pieces) length += 3 * piece.length;
    }
    return length <= MOST_BYTES;
  }

  constructor(layouts: readonly TextLayout[], holes: readonly string[]) {
    const names = layouts.flatMap(({ pieces, names: own }) => pieces.slice(1).map((_, i) => own[i]));
    this.#later = names.flatMap((name, i) => (name === undefined || names.indexOf(name) === i ? [] : [i]));
    this.#first = this.#later.map((i) => names.indexOf(names[i]));
    this.#same = this.#later.map((i, nth) => holes[i] === holes[this.#first[nth]!]);
    const equalities = holes.map((_, i) => i);
    for (const [nth, i] of this.#later.entries()) if (this.#same[nth]) equalities[i] = this.#first[nth]!;
    this.#lengths = holes.map(({ length }) => length);
    const parts: LayoutPart[] = [];
    const symbols: number[] = [];
    const bytes: number[] = [];
    // By distinct hole: where it stands.
    const places = new Map<number, number[]>();
    let hole = 0;
    for (const layout of layouts) {
      const [start, firstHole] = [symbols.length, hole];
      const offsets = layout.pieces.map((piece, i) => {
        const offset = symbols.length - start;
        const coded = [...UTF8.encode(piece)];
        symbols.push(...coded);
        bytes.push(...coded);
        if (i === layout.pieces.length - 1) return offset;
        const first = equalities[hole]!;
        places.set(first, [...(places.get(first) ?? []), symbols.length]);
        for (let at = 0; at < this.#lengths[hole]!; at++) {
          symbols.push(symbolOf(first, at));
          bytes.push(0);
        }
        hole++;
        return offset;
      });
      parts.push({ layout, hole: firstHole, holes: hole - firstHole, start, offsets: Int32Array.from(offsets) });
    }
    this.parts = parts;
    this.length = symbols.length;
    this.#distinct = [...places.keys()];
    this.#tables = this.#distinct.map((of) => {
      const tables = new Int32Array(4 * 256);
      for (const at of places.get(of)!) {
        const behind = passingTables(this.length - at - this.#lengths[of]!);
        for (let i = 0; i < tables.length; i++) tables[i]! ^= behind[i]!;
      }
      return tables;
    });
    this.#passing = passingTables(this.length);
    this.#last = this.#distinct.map(() => '');
    this.#lastCrcs = new Int32Array(this.#distinct.length);
    this.#crc = contribution(bytes, 0);
    this.#steps = new SequenceSteps(Int32Array.from(symbols), this.#lengths, parts);
  }

  fits(holes: readonly string[]): boolean {
    const lengths = this.#lengths;
    for (let i = 0; i < lengths.length; i++) if (holes[i]!.length !== lengths[i]) return false;
    const [later, first, same] = [this.#later, this.#first, this.#same];
    for (let i = 0; i < later.length; i++) if ((holes[later[i]!] === holes[first[i]!]) !== same[i]) return false;
    return true;
  }

  /** The CRC register after the text with these holes. @throws RangeError unless they are ASCII */
  crcAfter(register: number, holes: readonly string[]): number {
    const distinct = this.#distinct;
    const last = this.#last;
    const crcs = this.#lastCrcs;
    for (let i = 0; i < distinct.length; i++) {
      const hole = holes[distinct[i]!]!;
      if (hole === last[i]) continue;
      const crc = crcOfHole(hole);
      this.#crc ^= throughTables(this.#tables[i]!, crc ^ crcs[i]!);
      crcs[i] = crc;
      last[i] = hole;
    }
    return throughTables(this.#passing, register) ^ this.#crc;
  }

  /**
   * How a part is written.
   * @param same which of its holes hold what they held in the text of this layout that a match can reach, bit by bit; -1: there is none
   */
  stepsOf(part: number, same: number): readonly Step[] {
    return this.#steps.of(part, same);
  }
}

/** Stands for a character of a hole: the same in holes that hold the same, and no byte. */
const symbolOf = (hole: number, at: number): number => 256 + hole * MOST_CHARACTERS + at;
/** @returns undefined for a byte */
export const holeAt = (symbol: number): number | undefined => (symbol < 256 ? undefined : Math.floor((symbol - 256) / MOST_CHARACTERS));
