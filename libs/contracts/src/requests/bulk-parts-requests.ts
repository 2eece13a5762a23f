import type { BulkRecord } from '../bulk-record.js';
import type { ServiceName } from '../subjects.js';
import type { ReleaseOutcome } from './record-releases-requests.js';

/** What became of one part of a bulk record that is not like the others. */
export interface OtherOutcome {
  /** Of the part in the record, from 0. */
  readonly place: number;
  readonly outcome: ReleaseOutcome;
}

/** As `authorization.record-bulk-release`, with less to write and to read for each part of a feed of thousands. */
export interface BulkPartsRequests {
  /** Release ids are the caller's: the same request again answers what the first one recorded. */
  'authorization.record-bulk-parts': {
    request: BulkRecord;
    reply: {
      /** When the parts were recorded that are not among the others; RFC 3339 UTC, null when there are none. */
      readonly recordedAt: string | null;
      /** Of each part the version of its Authorization stream; 0 for the others. */
      readonly versions: readonly number[];
      readonly others: readonly OtherOutcome[];
    };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const BULK_PARTS_CALLERS: Record<keyof BulkPartsRequests, readonly ServiceName[]> = {
  'authorization.record-bulk-parts': ['data-delivery'],
};
