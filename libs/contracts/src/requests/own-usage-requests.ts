import type { ServiceName } from '../subjects.js';

/** What a customer asks of the own readings. Windows are half-open, seconds since 1970-01-01 UTC. */
export interface OwnUsage {
  readonly customerId: string;
  readonly usagePointIds: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The readings of one channel of a usage point, day by day. */
export interface ChannelUsage {
  readonly usagePointId: string;
  /** As `readingTypeKeyText` writes it. */
  readonly readingTypeKey: string;
  /**
   * Local days with a value, ascending, `YYYY-MM-DD`; the sum of the values in the unit and multiplier of the key, and the cost
   * of those that have one, in 1/100000 of the currency.
   */
  readonly days: ReadonlyArray<{ readonly day: string; readonly readings: number; readonly sum: number; readonly cost?: number }>;
  /** ISO 4217 number; absent where no cost is known. */
  readonly currency?: number;
  /** Ascending by number; readings that no time of use is known of are in none of them. Absent where no tariff is known. */
  readonly timesOfUse?: readonly TimeOfUseSum[];
}

/** What was used within one time of use of a tariff. */
export interface TimeOfUseSum {
  /** ESPI `tou`: a number of the tariff. */
  readonly tou: number;
  /** As the utility's calendar calls it. */
  readonly name: string | null;
  readonly readings: number;
  readonly sum: number;
  /** In 1/100000 of the currency; absent where none is known. */
  readonly cost?: number;
}

/**
 * The customer's own access (Download My Data), which needs no authorization: shown is what that customer held, and when.
 * data-delivery decides that from the holders, whatever the caller names.
 */
export interface OwnUsageRequests {
  'data-delivery.summarize-own-usage': { request: OwnUsage; reply: { readonly channels: readonly ChannelUsage[] } };
  /** One part of a file; parts are asked for in order, from 0. The access log notes the first and the last. */
  'data-delivery.render-own-usage': {
    request: OwnUsage & {
      readonly form: 'atom' | 'csv';
      /** UUID, the same for all parts of one download. */
      readonly downloadId: string;
      readonly part: number;
      /** Bytes of the parts before. */
      readonly bytesBefore: number;
      /** As the part before told it. With another plan by now the part would not fit to those before: `conflict`. */
      readonly plan?: string;
    };
    /** `gzip`: the text, UTF-8, packed, in base64. `plan`: digest of all that the file shows. */
    reply: { readonly gzip: string; readonly bytes: number; readonly last: boolean; readonly plan?: string };
  };
}

export const OWN_USAGE_CALLERS: Record<keyof OwnUsageRequests, readonly ServiceName[]> = {
  'data-delivery.summarize-own-usage': ['portal'],
  'data-delivery.render-own-usage': ['portal'],
};
