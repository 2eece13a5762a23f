/** Growing pauses after failures in a row, with jitter, so that many processes do not come back at once. */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly first = 200,
    private readonly most = 15_000,
  ) {}

  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const pause = Math.min(this.most, this.first * 2 ** Math.min(this.#failures++, 20));
    return pause * (0.75 + Math.random() * 0.5);
  }

  reset(): void {
    this.#failures = 0;
  }
}
