/** Plans that are made at the same time: enough to keep PostgreSQL busy, and few enough that those who came first are answered first. */
const AT_ONCE = 8;

/**
 * Lets few plans be made at the same time, in the order in which they were asked for. When fifty companies come in one moment, each
 * plan takes the same time of this process however they are mixed; one after the other the first ones can be on their way while the
 * last ones wait, and what all hold meanwhile stays small.
 */
export class PlanTurns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(private readonly atOnce = AT_ONCE) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running === this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
