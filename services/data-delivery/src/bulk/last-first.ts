/** Work behind the sending: a piece of it is waited for only when the next one is to begin. */
export class LastFirst {
  #last: Promise<void> = Promise.resolve();

  /** Begins work after the work before it, also when that failed. @throws what that failed with */
  async add(work: () => Promise<void>): Promise<void> {
    try {
      await this.#last;
    } finally {
      this.#last = work();
      // Its failure is told to who comes next, and is not without anybody until then.
      this.#last.catch(() => undefined);
    }
  }

  /** Returns when everything is done. @throws what the last of it failed with */
  settled(): Promise<void> {
    return this.#last;
  }
}
