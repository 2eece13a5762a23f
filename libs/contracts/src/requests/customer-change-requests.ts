import type { Holder } from '../events/meter-ingestion-events.js';
import type { ServiceIdentifier } from '../events/lifecycle-events.js';

/** What authorizations must know of the customer data: pseudonymous ids only. `sequence` is contiguous from 0. */
export type CustomerChange = { readonly sequence: number; readonly usagePointId: string } & (
  | { readonly kind: 'holders'; readonly holders: readonly Holder[] }
  | { readonly kind: 'identifier'; readonly customerId: string; readonly identifier: ServiceIdentifier }
);

export interface CustomerChangeRequests {
  /** Changes of holders and numbers after a sequence (-1: from the first), in the order in which they were committed. */
  'meter-ingestion.read-customer-changes': {
    request: { readonly after: number; readonly limit: number };
    reply: { readonly changes: readonly CustomerChange[] };
  };
}

/** Who may ask for them. */
export const CUSTOMER_CHANGE_CALLERS = { 'meter-ingestion.read-customer-changes': ['authorization'] } as const;
