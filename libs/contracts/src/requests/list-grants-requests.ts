import type { ServiceName } from '../subjects.js';
import type { AuthorizationView } from './authorization-requests.js';

/** An authorization in the order in which a company's were granted. */
export type GrantPlace = Pick<AuthorizationView, 'grantedAt' | 'authorizationId'>;

/** The authorizations of a company page by page: there may be more of them than one message holds. */
export interface ListGrantsRequests {
  /** Ascending by `grantedAt`, then by `authorizationId`; ended ones as well. */
  'authorization.list-grants': {
    request: { readonly thirdPartyId: string; readonly after?: GrantPlace };
    /** `more`: ask again after the last one of this page. */
    reply: { readonly authorizations: readonly AuthorizationView[]; readonly more: boolean };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const LIST_GRANTS_CALLERS: Record<keyof ListGrantsRequests, readonly ServiceName[]> = {
  'authorization.list-grants': ['data-delivery'],
};
