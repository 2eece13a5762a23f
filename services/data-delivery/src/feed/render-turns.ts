/** Longest time that a chunk of a feed waits for others' first bytes, milliseconds: no feed stands still. */
const LONGEST_WAIT = 25;

/**
 * Shares this process between answers that have not begun yet and feeds that are being sent. Rendering a chunk takes a
 * fraction of a millisecond, but fifty feeds that never pause keep everybody else from their first byte: so a feed lets the
 * event loop run after each chunk, and waits a little while answers are being prepared.
 */
export class RenderTurns {
  #preparing = 0;
  #waiting = new Set<() => void>();

  /** Work that an answer needs before its first byte. */
  async prepare<T>(work: () => Promise<T>): Promise<T> {
    this.#preparing++;
    try {
      return await work();
    } finally {
      if (--this.#preparing === 0) {
        for (const go of this.#waiting) go();
        this.#waiting.clear();
      }
    }
  }

  /** Returns when it is the turn of a feed that has sent something already. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#preparing === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(go, LONGEST_WAIT);
      const waiting = this.#waiting;
      function go(): void {
        clearTimeout(timer);
        waiting.delete(go);
        resolve();
      }
      waiting.add(go);
    });
  }
}

/** Of this process: its one event loop is what is shared. */
export const renderTurns = new RenderTurns();
