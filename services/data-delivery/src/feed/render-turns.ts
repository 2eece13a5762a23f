/** Time between two chunks of feeds under way while answers are being prepared, milliseconds: about a quarter of this process. */
const PACE = 2;
/** Milliseconds for which those who come in one moment go first, and how many times longer the feeds wait for their turns meanwhile. */
const [BURST, LONGER] = [200, 4];
/** Bytes that a feed sends before it lets the event loop run, and bytes that all feeds together send in one run of it: a few milliseconds. */
const [MOST_OF_ONE, MOST_OF_ALL] = [1024 * 1024, 12 * 1024 * 1024];

/**
 * Shares this process between answers that have not begun yet and feeds that are being sent. Rendering a chunk takes a
 * fraction of a millisecond, but fifty feeds that never pause keep everybody else from their first byte: so a feed lets the
 * event loop run now and then, and while answers are being prepared the feeds go on one chunk at a time, in turn. Many who come in
 * one moment nearly all go first; when there is no end of them, the feeds get their share.
 */
export class RenderTurns {
  #preparing = 0;
  #feeds = 0;
  #waiting: (() => void)[] = [];
  #pace: NodeJS.Timeout | undefined;
  /** When answers began to come one soon after the other, and when the last of them was prepared. */
  #since = -Infinity;
  #ended = -Infinity;
  /** Turns that were passed over. */
  #passed = 0;

  /** Whether others than one wait for their first byte. */
  get othersWait(): boolean {
    return this.#preparing > 1;
  }

  /** Work that an answer needs before its first byte. */
  async prepare<T>(work: () => Promise<T>): Promise<T> {
    const now = performance.now();
    // A moment is over when nobody has come for as long again: else a stream of requests would be one moment after the other.
    if (this.#preparing++ === 0 && now - this.#ended > BURST) this.#since = now;
    try {
      return await work();
    } finally {
      if (--this.#preparing === 0) {
        this.#ended = performance.now();
        this.#letAllGo();
      }
    }
  }

  /** A feed begins to be sent. */
  join(): FeedTurn {
    this.#feeds++;
    let sent = 0;
    return {
      next: (bytes) => {
        sent += bytes;
        if (this.#preparing === 0 && sent < MOST_OF_ONE && sent * this.#feeds < MOST_OF_ALL) return undefined;
        sent = 0;
        return this.next();
      },
      leave: () => void this.#feeds--,
    };
  }

  /** Returns when it is the turn of a feed that has sent something already. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#preparing === 0) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#pace ??= setInterval(() => this.#letOneGo(), PACE);
    });
  }

  #letOneGo(): void {
    if (performance.now() - this.#since < BURST && ++this.#passed % LONGER > 0) return;
    this.#waiting.shift()?.();
    if (this.#waiting.length === 0) this.#stop();
  }

  #letAllGo(): void {
    for (const go of this.#waiting.splice(0)) go();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#pace);
    this.#pace = undefined;
  }
}

/** The part of one feed in the turns. */
export interface FeedTurn {
  /** After a chunk of so many bytes: what to wait for before the next one; nothing while it may go on. */
  next(bytes: number): Promise<void> | undefined;
  /** To be called once, when nothing more is sent. */
  leave(): void;
}

/** Of this process: its one event loop is what is shared. */
export const renderTurns = new RenderTurns();
