/**
 * A half-open span of time: `start <= t < end`, both in seconds since 1970-01-01 UTC (ESPI TimeType).
 * `end: null` means without end (ESPI writes that as duration 0).
 */
export interface Period {
  readonly start: number;
  readonly end: number | null;
}

/** A half-open span with both ends known, in seconds since 1970-01-01 UTC. */
export interface Window {
  readonly start: number;
  readonly end: number;
}
