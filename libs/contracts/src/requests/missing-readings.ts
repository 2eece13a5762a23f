import type { ServiceName } from '../subjects.js';

/**
 * Why a reading is not there. The first that holds counts, in this order:
 * not-installed: no meter of the service was in place for the whole interval, so that none was expected ·
 * no-value: the source said that there is no value · not-active: no agreement held the service then ·
 * refused: a line with it was refused, and no replay has taken it · not-due: it follows the newest reading, and is not late yet ·
 * not-received: nothing of it came.
 */
export type MissingReason = 'not-installed' | 'no-value' | 'not-active' | 'refused' | 'not-due' | 'not-received';

/** Readings of one channel and local day that are missing for the same reason. */
export interface MissingReadings {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly reason: MissingReason;
  readonly count: number;
  /** Start of the first and end of the last of these intervals, seconds since 1970-01-01 UTC; other readings may lie between. */
  readonly from: number;
  readonly to: number;
  /** Where the refused lines are, and their reject reason; null for any other reason. */
  readonly refused: { readonly importId: string; readonly code: string } | null;
}

/** Readings one interval length after the other: start of the first (seconds since 1970-01-01 UTC), how many, 1 with values and 0 without. */
export type RunOfReadings = readonly [start: number, count: number, hasValue: 0 | 1];

/** A local day `YYYY-MM-DD` of a channel, as `readingTypeKeyText` writes it. */
export interface DayOfChannel {
  readonly usagePointId: string;
  readonly channel: string;
  readonly day: string;
}

/** Questions of meter-ingestion about days on which readings are missing. */
export interface MissingReadingRequests {
  /** Which intervals the newest version of each day holds. At most 100 days; those of which nothing is stored are left out. */
  'data-delivery.list-runs': {
    request: { readonly days: readonly DayOfChannel[] };
    reply: { readonly days: ReadonlyArray<DayOfChannel & { readonly runs: readonly RunOfReadings[] }> };
  };
}

export const MISSING_READING_CALLERS: Record<keyof MissingReadingRequests, readonly ServiceName[]> = {
  'data-delivery.list-runs': ['meter-ingestion'],
};
