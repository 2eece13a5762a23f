import type { DomainEvent } from '../log-entry.js';
import type { BatchPrepared } from './batch-events.js';

/**
 * Readings of an import are stored and readable in the feed. One entry per import, or several parts of at most 2,000
 * usage points; `last` marks the final part. The counts are those of the part.
 */
export type DataArrived = DomainEvent<
  'DataArrived',
  {
    readonly importId: string;
    readonly part: number;
    readonly last: boolean;
    readonly usagePoints: ReadonlyArray<{
      readonly usagePointId: string;
      /** Span of the readings that changed, seconds since 1970-01-01 UTC, half-open. */
      readonly start: number;
      readonly end: number;
    }>;
    readonly readings: { readonly added: number; readonly corrected: number; readonly duplicate: number; readonly superseded: number };
  }
>;

export type DataDeliveryEvent = DataArrived | BatchPrepared;
