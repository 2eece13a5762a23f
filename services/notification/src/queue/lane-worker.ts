import type { Leased, LeasedQueue } from './leased-queue.js';
import { RETRY_LADDER, waitBeforeNext } from './retry-ladder.js';

/** How an attempt came out; `note` is kept and logged, so it holds no address and no content. */
export type Outcome =
  | { readonly kind: 'done'; readonly note: string }
  | { readonly kind: 'retry'; readonly note: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'cancelled'; readonly note: string };

export interface LaneWorkerOptions<Row> {
  readonly queue: LeasedQueue<Row>;
  readonly attempt: (leased: Leased<Row>, signal: AbortSignal) => Promise<Outcome>;
  readonly report: (message: string) => void;
  /** Seconds before each attempt. */
  readonly ladder?: readonly number[];
  readonly pollMilliseconds?: number;
  readonly lanes?: number;
}

/**
 * Works through a queue, one row at a time per lane and many lanes at once: a slow company holds up itself only.
 * Everything it must not forget is in the table; the process may be killed at any moment.
 */
export class LaneWorker<Row> {
  readonly #busy = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly options: LaneWorkerOptions<Row>) {}

  start(): void {
    this.wake();
  }

  /** Looks for due rows now instead of at the next tick. */
  wake(): void {
    if (this.#stopped.signal.aborted || this.#looking) return;
    clearTimeout(this.#timer);
    this.#looking = this.#look().finally(() => {
      this.#looking = undefined;
      if (!this.#stopped.signal.aborted) this.#timer = setTimeout(() => this.wake(), this.options.pollMilliseconds ?? 1000);
    });
  }

  /** Lets running attempts end, but aborts them after `graceMilliseconds`; what was aborted is retried after the next start. */
  async stop(graceMilliseconds = 5000): Promise<void> {
    clearTimeout(this.#timer);
    const abort = setTimeout(() => this.#stopped.abort(), graceMilliseconds);
    await this.#looking;
    clearTimeout(this.#timer);
    await Promise.all(this.#busy.values());
    clearTimeout(abort);
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const free = (this.options.lanes ?? 64) - this.#busy.size;
      if (free <= 0) return;
      for (const lane of await this.options.queue.dueLanes([...this.#busy.keys()], free)) {
        const done = this.#workOne(lane).finally(() => {
          this.#busy.delete(lane);
          this.wake();
        });
        this.#busy.set(lane, done);
      }
    } catch (error) {
      this.options.report(`cannot read the queue, trying again: ${nameOf(error)}`);
    }
  }

  async #workOne(lane: string): Promise<void> {
    const { queue, attempt, report } = this.options;
    try {
      const leased = await queue.claim(lane);
      if (!leased) return;
      const outcome = await attempt(leased, this.#stopped.signal).catch((error): Outcome => ({ kind: 'retry', note: nameOf(error) }));
      if (outcome.kind === 'retry') return await this.#retry(leased, outcome);
      await queue.finish(leased, outcome.kind, outcome.note);
    } catch (error) {
      // The lease runs out and the row is taken up again.
      report(`lost an attempt, it will be repeated: ${nameOf(error)}`);
    }
  }

  async #retry(leased: Leased<Row>, outcome: { note: string; retryAfterSeconds?: number }): Promise<void> {
    const wait = waitBeforeNext(leased.attempts + 1, Math.random(), outcome.retryAfterSeconds, this.options.ladder ?? RETRY_LADDER);
    if (wait === undefined) {
      this.options.report(`${leased.id}: given up after ${leased.attempts + 1} attempts, last: ${outcome.note}`);
      return await this.options.queue.finish(leased, 'failed', outcome.note);
    }
    this.options.report(`${leased.id}: attempt ${leased.attempts + 1} failed (${outcome.note}), next in ${Math.round(wait)} s`);
    await this.options.queue.retry(leased, wait, outcome.note);
  }
}

/** The class and code of an error; its message may hold an address. */
function nameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return [name ?? 'unknown error', code].filter(Boolean).join(' ');
}
