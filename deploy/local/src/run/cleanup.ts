/** What has been started so far, to be stopped in the opposite order, also when a start fails half-way. */
export class Cleanup {
  readonly #steps: Array<() => unknown> = [];
  #running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Runs every step once; a step that fails does not keep the others from running. */
  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(`  while stopping: ${(error as Error).message}\n`);
      }
    }
  }
}
