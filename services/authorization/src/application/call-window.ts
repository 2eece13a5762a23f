/** Counts calls by name in windows of fixed length, in the memory of this process. Times in milliseconds; no clock inside. */
export class CallWindow {
  #counts = new Map<string, number>();
  #endsAt = 0;

  constructor(
    readonly limit: number,
    readonly milliseconds: number,
  ) {}

  /** @returns 0, or the whole seconds until the next window when this one is full */
  take(name: string, now: number): number {
    if (now >= this.#endsAt) {
      this.#counts = new Map();
      this.#endsAt = now + this.milliseconds;
    }
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count <= this.limit ? 0 : Math.max(1, Math.ceil((this.#endsAt - now) / 1000));
  }
}
