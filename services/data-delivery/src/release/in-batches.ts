interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
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
    while (this.#running < this.atOnce && this.#waiting.length > 0) void this.#run(this.#waiting.splice(0, this.most));
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
