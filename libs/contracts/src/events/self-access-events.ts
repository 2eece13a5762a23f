import type { DomainEvent } from '../log-entry.js';

/**
 * The registration of one who fetches the own data belongs to this customer from now on: the first one who shared with it. In the
 * stream of the ThirdParty, because only there two customers at the same moment meet.
 */
export type ThirdPartyCustomerBound = DomainEvent<
  'ThirdPartyCustomerBound',
  {
    readonly thirdPartyId: string;
    /** Pseudonymous customer id, owned by meter-ingestion. */
    readonly customerId: string;
  }
>;
