import type { DataSet } from '../data-sets.js';
import type { ServiceName } from '../subjects.js';
import type { Consent, Terms } from '../terms.js';
import type { ConsentChoice, ReleaseView, ThirdPartyView } from './authorization-requests.js';

/** What a customer may choose from with a company: what it asks for, within what it is registered for. */
export interface SharingOffer {
  readonly dataSets: readonly DataSet[];
  /** Seconds; the longest history that may be chosen. */
  readonly historyLength: number;
}

/** What a change of terms would be, before anybody agrees to it. */
export interface ModificationPreview {
  readonly change: 'none' | 'narrowed' | 'widened' | 'replaced';
  readonly before: Terms;
  readonly after: Terms;
  /** Version at which the terms `before` were set; handed back with the change, so that it applies to what was shown. */
  readonly termsVersion: number;
}

/** Which releases of a customer's data to list; bounds are half-open, seconds since 1970-01-01 UTC. */
export interface ReleaseFilter {
  readonly customerId: string;
  readonly thirdPartyId?: string;
  readonly authorizationId?: string;
  readonly from?: number;
  readonly to?: number;
  /** Rows to answer, newest first; at most 1,000. */
  readonly limit: number;
  readonly offset?: number;
}

/** A customer says of a company: I do not know it. Stands in a table, not in the log: it may hold the customer's own words. */
export interface CompanyReport {
  readonly reportId: string;
  readonly thirdPartyId: string;
  readonly thirdPartyName: string;
  readonly authorizationId: string | null;
  readonly customerId: string;
  readonly note: string;
  /** RFC 3339 UTC. */
  readonly reportedAt: string;
  readonly state: 'open' | 'closed';
}

/** What customers ask of authorization beyond one consent request. */
export interface CustomerRequests {
  /** `not-found` when the authorization is not the customer's. */
  'authorization.describe-sharing-offer': {
    request: { readonly authorizationId: string; readonly customerId: string } | { readonly thirdPartyId: string };
    reply: { readonly thirdParty: ThirdPartyView; readonly scope: string; readonly offer: SharingOffer };
  };
  /** Judges a change without making it. `not-found`, `usage-point-not-held`, `invalid-body`, `conflict` when it has ended. */
  'authorization.preview-modification': {
    request: { readonly authorizationId: string; readonly customerId: string; readonly choice: ConsentChoice };
    reply: ModificationPreview;
  };
  /** A grant that begins in the customer's account. The same `requestId` of the same customer again answers the same grant. */
  'authorization.grant-from-account': {
    request: {
      readonly requestId: string;
      readonly thirdPartyId: string;
      readonly customerId: string;
      readonly choice: ConsentChoice;
      readonly consent: Consent;
    };
    reply: { readonly authorizationId: string };
  };
  'authorization.list-customer-releases': {
    request: ReleaseFilter;
    reply: { readonly releases: readonly ReleaseView[]; readonly total: number };
  };
  /** One open report per customer and company; a second one replaces the words of the first. */
  'authorization.report-company': {
    request: { readonly thirdPartyId: string; readonly authorizationId?: string; readonly customerId: string; readonly note: string };
    reply: { readonly reportId: string };
  };
  /** For the operator: open ones first, then the newest. */
  'authorization.list-company-reports': { request: Record<string, never>; reply: { readonly reports: readonly CompanyReport[] } };
  /** The operator has dealt with it. `not-found` when there is none. */
  'authorization.close-company-report': { request: { readonly reportId: string }; reply: Record<string, never> };
}

export const CUSTOMER_CALLERS: Record<keyof CustomerRequests, readonly ServiceName[]> = {
  'authorization.describe-sharing-offer': ['portal'],
  'authorization.preview-modification': ['portal'],
  'authorization.grant-from-account': ['portal'],
  'authorization.list-customer-releases': ['portal'],
  'authorization.report-company': ['portal'],
  'authorization.list-company-reports': ['portal'],
  'authorization.close-company-report': ['portal'],
};
