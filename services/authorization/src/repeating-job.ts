import type { Logger } from '@nestjs/common';

export interface RepeatingJobOptions {
  /** What the log calls it. */
  readonly name: string;
  readonly logger: Logger;
  /** One run. @returns milliseconds until the next one */
  readonly run: () => Promise<number>;
  /** Milliseconds until the next run after a failed one. */
  readonly afterFailure: number;
}

/** Runs a job again and again, never twice at once: first at once after the start, then when the run before said. */
export class RepeatingJob {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly options: RepeatingJobOptions) {}

  start(): void {
    this.#schedule(0);
  }

  /** Runs now, or right after the run under way: for those who know that there is something to do. */
  wake(): void {
    this.#schedule(0);
  }

  /** Lets the run under way end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(milliseconds: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#running = this.#running.then(() => this.#once())), milliseconds);
    this.#timer.unref();
  }

  async #once(): Promise<void> {
    const { name, logger, run, afterFailure } = this.options;
    if (this.#stopped) return;
    try {
      this.#schedule(await run());
    } catch (error) {
      logger.warn(`${name} failed, next try in ${afterFailure / 1000} s: ${error instanceof Error ? error.message : String(error)}`);
      this.#schedule(afterFailure);
    }
  }
}
