import type { Granted } from '../release/release-path.js';

/** Cuts pages of authorizations into runs of other lengths; no more is read than the next run needs. */
export class GrantRuns {
  readonly #pages: AsyncIterator<readonly Granted[]>;
  #waiting: Granted[] = [];
  #ended = false;
  #taking: Promise<unknown> = Promise.resolve();

  constructor(pages: AsyncIterable<readonly Granted[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  /**
   * The next authorizations, in order also when several runs are asked for at once; none at the end.
   * @param most of them that are looked at, and taken @param lengthOf how many of these make the run, at least one
   */
  take(most: number, lengthOf: (views: readonly Granted[]) => number): Promise<Granted[]> {
    const taken = this.#taking.then(async () => {
      while (this.#waiting.length < most && !this.#ended) {
        const { value, done } = await this.#pages.next();
        if (done) this.#ended = true;
        else this.#waiting.push(...value);
      }
      const some = this.#waiting.slice(0, most);
      return this.#waiting.splice(0, Math.min(some.length, Math.max(1, lengthOf(some))));
    });
    this.#taking = taken.catch(() => undefined);
    return taken;
  }
}
