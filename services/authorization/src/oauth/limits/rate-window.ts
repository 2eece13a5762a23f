/** Names kept before those whose window has ended are cleared away. */
const PRUNE_ABOVE = 20_000;

/**
 * Counts by name in fixed windows, in the memory of this process. Reads no clock: the caller tells the time, in seconds
 * since any fixed moment.
 */
export class RateWindow {
  readonly #counts = new Map<string, { count: number; readonly endsAt: number }>();

  constructor(
    readonly limit: number,
    readonly windowSeconds: number,
  ) {}

  /** Counts one, when there is room. @returns 0, or the whole seconds until there is room again */
  take(name: string, now: number): number {
    if (this.#counts.size > PRUNE_ABOVE) this.#prune(now);
    let window = this.#counts.get(name);
    if (!window || window.endsAt <= now) this.#counts.set(name, (window = { count: 0, endsAt: now + this.windowSeconds }));
    if (window.count >= this.limit) return Math.max(1, Math.ceil(window.endsAt - now));
    window.count++;
    return 0;
  }

  /** Takes one back that turned out to be no attempt to count. */
  giveBack(name: string): void {
    const window = this.#counts.get(name);
    if (window && window.count > 0) window.count--;
  }

  #prune(now: number): void {
    for (const [name, { endsAt }] of this.#counts) if (endsAt <= now) this.#counts.delete(name);
    // All are fresh: somebody makes names up. The oldest go; forgetting a count is better than memory without end.
    for (const name of this.#counts.keys()) {
      if (this.#counts.size <= PRUNE_ABOVE / 2) break;
      this.#counts.delete(name);
    }
  }
}
