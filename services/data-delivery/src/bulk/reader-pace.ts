/** What is made for a reader who takes the feed at some speed. */
interface Step {
  /** Parts of the batches that are begun from now on. */
  readonly parts: number;
  /** Batches that are made while one is sent: recording waits for commits, rendering does not. */
  readonly ahead: number;
}

/** Parts of the first batch: few, so that the client soon hears something. */
export const FIRST_PARTS = 32;
/** Most parts that are recorded together. */
export const MOST_PARTS = 500;
/** Most batches that are made ahead. */
export const MOST_AHEAD = 3;
/** A reader is fast that takes a batch within so many milliseconds. */
const FAST = 1_000;

/** Buffers of the connection take the first megabytes from any reader: only who took several batches is fast for sure. */
const FASTER: readonly Step[] = [
  { parts: 4 * FIRST_PARTS, ahead: 1 },
  { parts: 8 * FIRST_PARTS, ahead: 2 },
  { parts: MOST_PARTS, ahead: MOST_AHEAD },
];
/** What is recorded waits to be sent: little is held for a slow reader, and it is on record only shortly before it leaves. */
const SLOW: Step = { parts: FIRST_PARTS, ahead: 0 };

/** How many parts of a bulk feed are made at a time and ahead, by how fast the reader took those before. */
export class ReaderPace {
  #step = 0;

  /** @param pages a page goes on where the batch before it ended, so it has none ahead */
  constructor(private readonly pages: boolean) {}

  get parts(): number {
    return this.#now.parts;
  }

  get ahead(): number {
    return this.pages ? 0 : this.#now.ahead;
  }

  /** A batch was taken. @param milliseconds that it took the reader */
  taken(milliseconds: number): void {
    this.#step = milliseconds < FAST ? Math.min(this.#step + 1, FASTER.length - 1) : -1;
  }

  get #now(): Step {
    return FASTER[this.#step] ?? SLOW;
  }
}
