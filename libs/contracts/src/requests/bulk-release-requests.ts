import type { ServiceName } from '../subjects.js';
import type { RecordRelease } from './authorization-requests.js';
import type { ReleaseOutcome } from './record-releases-requests.js';

/** Releases that one request may hold, and characters of their JSON: keeps the request and its event below the message size of NATS. */
export const [MOST_IN_BULK, MOST_BULK_CHARACTERS] = [1_000, 600_000];

/** Recording of the releases of a bulk feed, one authorization each, with one event. Each is judged for itself. */
export interface BulkReleaseRequests {
  /**
   * All of one company, client, resource and renderer. Release ids are the caller's: the same request again answers what
   * the first one recorded. The outcomes come in the order of the releases.
   */
  'authorization.record-bulk-release': {
    request: { readonly releases: readonly RecordRelease[] };
    reply: { readonly outcomes: readonly ReleaseOutcome[] };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const BULK_RELEASE_CALLERS: Record<keyof BulkReleaseRequests, readonly ServiceName[]> = {
  'authorization.record-bulk-release': ['data-delivery'],
};
