import type { Problem } from '../error-codes.js';
import type { ServiceName } from '../subjects.js';
import type { RecordRelease, ReleaseDecision } from './authorization-requests.js';

/** Releases that one request may hold. They must fit into a message of NATS, too: `charactersAtMost` tells how much each takes. */
export const MOST_RELEASES = 256;

/** What became of one release of several: the decision, or the problem that a request of its own would have been answered with. */
export type ReleaseOutcome = ReleaseDecision | { readonly problem: Problem };

/** Recording of many releases with one request. Each is judged and recorded for itself, as by `record-release`. */
export interface RecordReleasesRequests {
  /** At most `MOST_RELEASES`; the outcomes come in the order of the releases. */
  'authorization.record-releases': {
    request: { readonly releases: readonly RecordRelease[] };
    reply: { readonly outcomes: readonly ReleaseOutcome[] };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const RECORD_RELEASES_CALLERS: Record<keyof RecordReleasesRequests, readonly ServiceName[]> = {
  'authorization.record-releases': ['data-delivery'],
};
