import type { ConsentChoice } from './authorization-requests.js';

/** A paper form that an operator entered for a customer; it becomes an authorization when a second operator agrees. */
export interface PaperAuthorization {
  /** UUID, chosen with the empty form: sent twice, it is entered once. */
  readonly paperId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly choice: ConsentChoice;
  /** Why the customer does not consent online; may hold personal data, so it is in no event. */
  readonly reason: string;
  /** Lower-case hex SHA-256 of the scan; the portal keeps the file. */
  readonly evidenceDigest: string;
  /** Pseudonymous id of the operator. */
  readonly enteredBy: string;
}

export interface PaperView extends PaperAuthorization {
  readonly thirdPartyName: string;
  readonly state: 'waiting' | 'approved' | 'declined';
  /** RFC 3339 UTC. */
  readonly enteredAt: string;
  readonly decidedBy?: string;
  readonly decidedAt?: string;
  readonly authorizationId?: string;
}

export interface PaperRequests {
  /** `invalid-body`, `usage-point-not-held`, `not-found` for the company. */
  'authorization.enter-paper': { request: PaperAuthorization; reply: { readonly paperId: string } };
  /** Newest first; at most 200, all waiting ones before. */
  'authorization.list-papers': { request: Record<string, never>; reply: { readonly papers: readonly PaperView[] } };
  /** `forbidden` for the operator who entered it, `conflict` when it was decided the other way. */
  'authorization.decide-paper': {
    request: { readonly paperId: string; readonly decision: 'approved' | 'declined'; readonly decidedBy: string };
    reply: PaperView;
  };
}

/** Who may ask for them. */
export const PAPER_CALLERS = {
  'authorization.enter-paper': ['portal'],
  'authorization.list-papers': ['portal'],
  'authorization.decide-paper': ['portal'],
} as const;
