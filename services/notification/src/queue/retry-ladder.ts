/** Seconds before each attempt, as Standard Webhooks has them: at once, then up to a day apart; after the last the row has failed. */
export const RETRY_LADDER: readonly number[] = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** A receiver that asks for more than a day of patience gets a day. */
const LONGEST_WAIT = 86_400;

/**
 * Seconds to wait after `failedAttempts` failures, or undefined when the ladder is used up. Jitter adds up to a tenth, so that
 * the deliveries of one outage do not come back all at once; `Retry-After` may lengthen the wait, never shorten it.
 * @param random 0 ≤ random < 1
 */
export function waitBeforeNext(
  failedAttempts: number,
  random: number,
  retryAfterSeconds = 0,
  ladder: readonly number[] = RETRY_LADDER,
): number | undefined {
  const step = ladder[failedAttempts];
  if (step === undefined) return undefined;
  return Math.min(LONGEST_WAIT, Math.max(step * (1 + random / 10), retryAfterSeconds));
}

/** Reads Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date; 0 when absent or not readable. */
export function readRetryAfter(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
