interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Bounds a batch by more than the number of its items; one that is heavier by itself makes a batch alone. */
export interface BatchWeight<Item> {
  of(item: Item): number;
  readonly most: number;
}

/**
 * Does together what many ask for at the same time: items wait for the end of the turn of the event loop, or while `atOnce`
 * batches are being worked on, and then go on as one batch. A batch that fails fails for each of its items.
 */
export class InBatches<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #begun = false;

  /** @param work gives the results in the order of the items */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
    private readonly atOnce: number,
    private readonly weight?: BatchWeight<Item>,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#begun) return;
      this.#begun = true;
      setImmediate(() => {
        this.#begun = false;
        this.#start();
      });
    });
  }

  #start(): void {
    while (this.#running < this.atOnce && this.#waiting.length > 0) void this.#run(this.#take());
  }

  #take(): Waiting<Item, Result>[] {
    const { weight } = this;
    let count = Math.min(this.most, this.#waiting.length);
    if (weight) {
      let left = weight.most;
      const full = this.#waiting.findIndex(({ item }) => (left -= weight.of(item)) < 0);
      if (full >= 0) count = Math.max(1, Math.min(count, full));
    }
    return this.#waiting.splice(0, count);
  }

  async #run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#running++;
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#running--;
    this.#start();
  }
}
