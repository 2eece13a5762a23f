import type { DomainEvent } from '../log-entry.js';

/**
 * A customer declined what a company asked for. Stream `consent-request-<requestId>`: there is no authorization that it could
 * belong to. Who declined is not kept: nothing of it may be held against a customer.
 */
export type ConsentDenied = DomainEvent<
  'ConsentDenied',
  {
    /** SHA-256, lower-case hex, of the id of the authorize request. */
    readonly requestId: string;
    readonly thirdPartyId: string;
    readonly clientId: string;
    /** As it was asked for. */
    readonly scope: string;
  }
>;

export type ConsentEvent = ConsentDenied;
