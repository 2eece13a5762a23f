/**
 * Lets the next stretch of a file be parsed while the last one commits: at most one commit is under way, in the order in
 * which they were given, and what fails is told by the next call.
 */
export class CommitQueue {
  #last: Promise<void> = Promise.resolve();

  /** Resolves as soon as the commit before is done. @throws what that commit threw; this one is then not begun. */
  async add(commit: () => Promise<void>): Promise<void> {
    await this.#last;
    this.#last = commit();
    // The failure is told by whoever waits next; until then it is nobody's unhandled rejection.
    this.#last.catch(() => undefined);
  }

  /** Resolves when nothing is under way. @throws what the last commit threw. */
  async drain(): Promise<void> {
    await this.#last;
  }

  /** Waits for the end of what is under way, whatever it is: nothing may still write when an import is judged. */
  async settle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }
}
