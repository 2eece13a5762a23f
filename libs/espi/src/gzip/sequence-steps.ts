import { BitChunks } from './bit-chunks.js';
import { FEED_CODE } from './feed-code.js';
import { holeAt, type LayoutPart } from './sequence-form.js';

/** A step of writing a part: bits that are always the same, then a match that reaches back to another text, then a hole. */
export interface Step {
  readonly bits: BitChunks;
  /** Bytes that are taken from the text before, none: 0. */
  readonly length: number;
  /** The piece of the part that these bytes begin in, or behind. */
  readonly piece: number;
  /** The hole of the part that is written behind; -1: none. */
  readonly hole: number;
}

/** Shorter matches take as many bits as what they give: those that reach back to another text are far ones. */
const [SHORTEST_INSIDE, SHORTEST_BEFORE] = [4, 5];
/** Places that are looked at for a longest match, the nearest ones; and ways to write a part that are kept. */
const [MOST_CANDIDATES, MOST_KEPT] = [64, 8];

/** Works out how the parts of a sequence are best written: once for each set of holes that hold what they held before. */
export class SequenceSteps {
  readonly #known: readonly Map<number, readonly Step[]>[];
  /** What was asked for last of each part. */
  readonly #lastSame: number[];
  readonly #lastSteps: (readonly Step[])[];

  /** @param symbols bytes, and one for each character of a hole, the same where holes hold the same */
  constructor(
    private readonly symbols: Int32Array,
    private readonly lengths: readonly number[],
    private readonly parts: readonly LayoutPart[],
  ) {
    this.#known = parts.map(() => new Map());
    this.#lastSame = parts.map(() => NaN);
    this.#lastSteps = parts.map(() => []);
  }

  /** @see SequenceForm.stepsOf */
  of(part: number, same: number): readonly Step[] {
    if (same !== this.#lastSame[part]) {
      this.#lastSteps[part] = this.#find(part, same);
      this.#lastSame[part] = same;
    }
    return this.#lastSteps[part]!;
  }

  #find(part: number, same: number): readonly Step[] {
    const known = this.#known[part]!;
    let steps = known.get(same);
    if (!steps) {
      // That no hole holds what it held is always true enough.
      if (known.size >= MOST_KEPT && same > 0) return this.#find(part, 0);
      known.set(same, (steps = this.#make(this.parts[part]!, this.parts[part + 1]?.start ?? this.symbols.length, same)));
    }
    return steps;
  }

  #make(part: LayoutPart, end: number, same: number): Step[] {
    const { symbols } = this;
    const reach = this.#reach(part, end, same);
    const places = new Places(symbols);
    places.learn(0, part.start);
    const steps: Step[] = [];
    let bits = new BitChunks();
    const close = (length: number, piece: number, hole: number): void => {
      steps.push({ bits: bits.end(), length, piece, hole });
      bits = new BitChunks();
    };
    // The step that a hole directly behind it can go with.
    let run: { readonly length: number; readonly piece: number } | undefined;
    const closeRun = (): void => {
      if (run) close(run.length, run.piece, -1);
      run = undefined;
    };
    for (let at = part.start; at < end;) {
      const before = reach[at - part.start]!;
      const inside = places.longest(at, end);
      let length = 1;
      if (before >= SHORTEST_BEFORE && before >= inside.length) {
        closeRun();
        run = { length: before, piece: pieceAt(part, at) };
        length = before;
      } else if (inside.length >= SHORTEST_INSIDE && !this.#longerNext(places, at, end, inside.length)) {
        closeRun();
        FEED_CODE.putMatch(bits, inside.length, inside.distance);
        length = inside.length;
      } else if (symbols[at]! < 256) {
        closeRun();
        FEED_CODE.putLiteral(bits, symbols[at]!);
      } else {
        const hole = holeOf(part, at);
        length = this.lengths[part.hole + hole]!;
        // Behind an empty piece may stand an empty hole that was not empty before: the match does not end where this hole was.
        if (this.#startOf(part, hole) === part.start + part.offsets[hole]!) closeRun();
        close(run?.length ?? 0, run?.piece ?? 0, hole);
        run = undefined;
      }
      places.learn(at, at + length);
      at += length;
    }
    closeRun();
    if (bits.count > 0) close(0, 0, -1);
    return steps;
  }

  /** By byte of the part: how many from it on are as they were before, up to the next hole that is not. */
  #reach(part: LayoutPart, end: number, same: number): Int32Array {
    const reach = new Int32Array(end - part.start);
    if (same < 0) return reach;
    for (let at = end - 1, hole = part.holes - 1, left = 0; at >= part.start; at--) {
      for (; hole >= 0 && at < this.#startOf(part, hole); hole--)
        if (this.lengths[part.hole + hole] === 0 && !((same >>> hole) & 1)) left = 0;
      const inHole = hole >= 0 && at < this.#startOf(part, hole) + this.lengths[part.hole + hole]!;
      left = inHole && !((same >>> hole) & 1) ? 0 : left + 1;
      reach[at - part.start] = left;
    }
    return reach;
  }

  #startOf(part: LayoutPart, hole: number): number {
    return part.start + part.offsets[hole + 1]! - this.lengths[part.hole + hole]!;
  }

  /** Whether it is better to write one byte and begin the match behind it. */
  #longerNext(places: Places, at: number, end: number, length: number): boolean {
    return holeAt(this.symbols[at]!) === undefined && at + 1 < end && places.longest(at + 1, end).length > length + 1;
  }
}

/** The last piece that begins at `at` or before. */
function pieceAt({ start, offsets }: LayoutPart, at: number): number {
  let piece = offsets.length - 1;
  while (piece > 0 && start + offsets[piece]! > at) piece--;
  return piece;
}

/** The hole that begins at `at`: it stands before the first piece that begins behind it. An empty one has no symbol. */
function holeOf({ start, offsets }: LayoutPart, at: number): number {
  let piece = 1;
  while (start + offsets[piece]! <= at) piece++;
  return piece - 1;
}

/** Places of symbols, by the four that begin there. */
class Places {
  readonly #places = new Map<number, number[]>();
  #learnt = 0;

  constructor(private readonly symbols: Int32Array) {}

  learn(from: number, to: number): void {
    for (let at = Math.max(from, this.#learnt); at < to && at + SHORTEST_INSIDE <= this.symbols.length; at++) {
      const key = this.#keyOf(at);
      const known = this.#places.get(key);
      if (known) known.push(at);
      else this.#places.set(key, [at]);
    }
    this.#learnt = Math.max(this.#learnt, to);
  }

  /** The longest match of what stands at `at`, before `end`: the nearest of those. */
  longest(at: number, end: number): { readonly length: number; readonly distance: number } {
    const { symbols } = this;
    let [length, distance] = [0, 0];
    if (at + SHORTEST_INSIDE > end) return { length, distance };
    const known = this.#places.get(this.#keyOf(at)) ?? [];
    for (const place of known.slice(-MOST_CANDIDATES).reverse()) {
      if (place >= at) continue;
      let same = 0;
      while (at + same < end && symbols[place + same] === symbols[at + same]) same++;
      if (same > length) [length, distance] = [same, at - place];
    }
    return { length, distance };
  }

  #keyOf(at: number): number {
    const { symbols } = this;
    let key = 0;
    for (let i = 0; i < SHORTEST_INSIDE; i++) key = (Math.imul(key, 0x9e3779b1) + symbols[at + i]!) | 0;
    return key;
  }
}
