import type { ImportedBlock } from '../events/meter-ingestion-events.js';
import type { ServiceName } from '../subjects.js';

/** What blocks would change if they were stored now; the words are those of DataArrived. */
export interface ComparedReadings {
  readonly added: number;
  readonly corrected: number;
  readonly duplicate: number;
  readonly superseded: number;
}

/** What is stored of one channel of a usage point. */
export interface ChannelCoverage {
  /** As `readingTypeKeyText` writes it; its last part is the interval length. */
  readonly channel: string;
  /** Start of the newest reading that has a value, seconds since 1970-01-01 UTC; null when there is none. */
  readonly newestStart: number | null;
  /** How many readings with a value each local day asked for holds; days without any are left out. */
  readonly days: ReadonlyArray<{ readonly day: string; readonly values: number }>;
}

/** Questions that meter-ingestion asks the store of readings. */
export interface ReadingInquiryRequests {
  /** Nothing is written. At most 500 kB of JSON, as a batch of blocks. */
  'data-delivery.compare-blocks': {
    request: { readonly fileTime: number; readonly blocks: readonly ImportedBlock[] };
    reply: ComparedReadings;
  };
  /** At most 200 usage points and 31 days, `fromDay` and `toDay` both included, `YYYY-MM-DD`. */
  'data-delivery.list-coverage': {
    request: { readonly usagePointIds: readonly string[]; readonly fromDay: string; readonly toDay: string };
    reply: { readonly usagePoints: ReadonlyArray<{ readonly usagePointId: string; readonly channels: readonly ChannelCoverage[] }> };
  };
}

export const READING_INQUIRY_CALLERS: Record<keyof ReadingInquiryRequests, readonly ServiceName[]> = {
  'data-delivery.compare-blocks': ['meter-ingestion'],
  'data-delivery.list-coverage': ['meter-ingestion'],
};
