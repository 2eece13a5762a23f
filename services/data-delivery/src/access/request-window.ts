/** What a limit says after a request was counted. */
export interface LimitState {
  /** False: this request is one too many. */
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the window ends and the count starts anew. */
  readonly resetIn: number;
}

/** Names kept before those whose window has ended are cleared away. */
const PRUNE_ABOVE = 10_000;

/** Counts requests by name in fixed windows, in the memory of this process. Pure of clocks: the caller tells the time. */
export class RequestWindow {
  readonly #counts = new Map<string, { count: number; endsAt: number }>();

  constructor(
    /** Requests in a window; 0 is no limit. */
    readonly limit: number,
    /** Seconds. */
    readonly windowSeconds: number,
  ) {}

  /** @param now seconds since any fixed moment, never falling */
  count(name: string, now: number): LimitState {
    if (this.#counts.size > PRUNE_ABOVE) this.#prune(now);
    let window = this.#counts.get(name);
    if (!window || window.endsAt <= now) this.#counts.set(name, (window = { count: 0, endsAt: now + this.windowSeconds }));
    window.count++;
    return {
      allowed: this.limit === 0 || window.count <= this.limit,
      remaining: Math.max(0, this.limit - window.count),
      resetIn: Math.max(1, Math.ceil(window.endsAt - now)),
    };
  }

  #prune(now: number): void {
    for (const [name, { endsAt }] of this.#counts) if (endsAt <= now) this.#counts.delete(name);
  }
}
