import { contribution, crcOfHole, passingTables, throughTables } from './crc32.js';
import { SequenceSteps, type Step } from './sequence-steps.js';
import type { TextLayout } from './text-layout.js';

const UTF8 = new TextEncoder();
/** Characters of a hole and holes of a layout at most; and bytes of a whole sequence, which matches reach back over. */
const [MOST_CHARACTERS, MOST_HOLES, MOST_BYTES] = [64, 30, 16 * 1024];
/** Holes of at least so many characters are looked at whether they hold the same. */
const WORTH_COMPARING = 8;

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
  /** By hole: the first one that holds the same text. */
  readonly equalities: readonly number[];
  /** In bytes. */
  readonly length: number;
  readonly #lengths: readonly number[];
  /** Holes that are the same as an earlier one; and those that are not, with what their bytes leave in the CRC of the whole. */
  readonly #same: readonly number[];
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
    this.equalities = equalitiesOf(holes);
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
        const first = this.equalities[hole]!;
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
    this.#same = this.equalities.flatMap((first, i) => (first === i ? [] : [i]));
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
    const { equalities } = this;
    for (const i of this.#same) if (holes[i] !== holes[equalities[i]!]) return false;
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

/** By hole: the first one that holds the same. Short ones are not compared. */
function equalitiesOf(holes: readonly string[]): number[] {
  return holes.map((hole, i) => (hole.length < WORTH_COMPARING ? i : holes.indexOf(hole)));
}

/** Stands for a character of a hole: the same in holes that hold the same, and no byte. */
const symbolOf = (hole: number, at: number): number => 256 + hole * MOST_CHARACTERS + at;
/** @returns undefined for a byte */
export const holeAt = (symbol: number): number | undefined => (symbol < 256 ? undefined : Math.floor((symbol - 256) / MOST_CHARACTERS));
