const MINUTE = 60_000;

/** How many files each operator may deliver a minute: a bucket that holds a minute's worth and refills steadily. One process counts for itself. */
export class UploadRate {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly perMinute: number) {}

  /** Takes one file's turn. @returns 0 when it may come, else the whole seconds until one may. */
  take(operator: string, now: number): number {
    const bucket = this.#buckets.get(operator) ?? { tokens: this.perMinute, at: now };
    const tokens = Math.min(this.perMinute, bucket.tokens + (Math.max(0, now - bucket.at) * this.perMinute) / MINUTE);
    const granted = tokens >= 1;
    this.#buckets.set(operator, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted ? 0 : Math.max(1, Math.ceil(((1 - tokens) * MINUTE) / this.perMinute / 1_000));
  }
}
