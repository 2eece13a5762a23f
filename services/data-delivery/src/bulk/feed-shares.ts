/**
 * Shares what bulk feeds under way may hold among them. How fast a reader is shows late, because the connection itself takes
 * its first megabytes, tens of them on some systems: so what is planned and recorded for readers that then wait is bounded by
 * their number, not by their speed.
 */
export class FeedShares {
  #feeds = 0;

  /** @param mostDays of one batch @param mostBatches that one feed alone may hold */
  constructor(
    private readonly mostDays: number,
    private readonly mostBatches: number,
  ) {}

  enter(): void {
    this.#feeds++;
  }

  leave(): void {
    this.#feeds--;
  }

  /** Days of planned blocks that a batch may have: room is left for one more batch beside it. */
  get days(): number {
    return Math.min(this.mostDays, Math.floor(this.#share / 2));
  }

  /** Batches of so many days that a feed may hold, the one that is sent among them. */
  get batches(): number {
    return Math.max(1, Math.floor(this.#share / this.days));
  }

  get #share(): number {
    return (this.mostDays * this.mostBatches) / Math.max(1, this.#feeds);
  }
}
