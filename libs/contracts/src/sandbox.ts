import type { Window } from './period.js';

/**
 * The sandbox customer: nobody. It holds the sandbox usage points, shares with companies that have not been approved yet, and
 * has no account, no name and no contact. Its ids are fixed, so that every room knows them without asking.
 */
export const SANDBOX_CUSTOMER_ID = '5a4db0c5-0000-4000-8000-000000000000';

/** Hourly electricity. */
export const SANDBOX_ELECTRICITY = '5a4db0c5-0000-4000-8000-000000000001';
/** Daily gas. */
export const SANDBOX_GAS = '5a4db0c5-0000-4000-8000-000000000002';

/** Sorted. No customer ever holds one of them, and no other usage point is ever in the sandbox. */
export const SANDBOX_USAGE_POINT_IDS: readonly string[] = [SANDBOX_ELECTRICITY, SANDBOX_GAS];

export const SANDBOX_TIME_ZONE = 'America/Los_Angeles';

/** First and last local day of the sandbox readings: the end of daylight saving time, 2025-11-02 with its 25 hours, lies between. */
export const SANDBOX_FIRST_DAY = '2025-10-20';
export const SANDBOX_LAST_DAY = '2025-11-19';

/** The same days in seconds since 1970-01-01 UTC. */
export const SANDBOX_PERIOD: Window = { start: Date.UTC(2025, 9, 20, 7) / 1000, end: Date.UTC(2025, 10, 20, 8) / 1000 };
