import type { ServiceName } from '../subjects.js';

/** How many authorizations a company has and how new they are, for who reads them page by page. */
export interface SummarizeGrantsRequests {
  'authorization.summarize-grants': {
    request: { readonly thirdPartyId: string };
    /** Active ones only; `changedAt` is RFC 3339 UTC, null when there is none. */
    reply: { readonly active: number; readonly changedAt: string | null };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const SUMMARIZE_GRANTS_CALLERS: Record<keyof SummarizeGrantsRequests, readonly ServiceName[]> = {
  'authorization.summarize-grants': ['data-delivery'],
};
