import type { ServiceName } from '../subjects.js';
import type { DataSet } from '../data-sets.js';
import type { GrantPlace } from './list-grants-requests.js';

/** Active authorizations as a bulk feed needs them: column by column, each with an entry for every one. */
export interface GrantColumns {
  readonly authorizationIds: readonly string[];
  readonly customerIds: readonly string[];
  readonly usagePointIds: readonly (readonly string[])[];
  readonly dataSets: readonly (readonly DataSet[])[];
  /** The published period, seconds since 1970-01-01 UTC; an end of null is none. */
  readonly publishedStarts: readonly number[];
  readonly publishedEnds: readonly (number | null)[];
}

/** The active authorizations of a company page by page, with no more of each than a bulk feed needs. */
export interface BulkGrantsRequests {
  /** In the order of `authorization.list-grants`. */
  'authorization.list-bulk-grants': {
    request: { readonly thirdPartyId: string; readonly after?: GrantPlace };
    /** `next`: ask again after it; null after the last page. A page may hold no grant and still have a next one. */
    reply: { readonly grants: GrantColumns; readonly next: GrantPlace | null };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const BULK_GRANTS_CALLERS: Record<keyof BulkGrantsRequests, readonly ServiceName[]> = {
  'authorization.list-bulk-grants': ['data-delivery'],
};
