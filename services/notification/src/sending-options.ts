import { RETRY_LADDER } from './queue/retry-ladder.js';

/** How patiently things are sent; tests hurry. */
export class SendingOptions {
  constructor(
    /** Seconds before each attempt. */
    readonly ladder: readonly number[] = RETRY_LADDER,
    /** One whole exchange with a receiver (SEC-107: 15 to 30 s). */
    readonly timeoutMilliseconds = 15_000,
    /** Seconds until a row of a killed process is taken up again; longer than the timeout. */
    readonly leaseSeconds = 20,
    /** Between looks for due rows. */
    readonly pollMilliseconds = 500,
  ) {}
}
