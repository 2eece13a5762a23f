import type { DomainEvent } from '../log-entry.js';

/**
 * The utility took back that the company had given the authorization up: the customer's terms, as they were, are in force
 * again from this version on. Tokens from before stay dead. Only ever after a revocation by the third party.
 */
export type AuthorizationReinstated = DomainEvent<
  'AuthorizationReinstated',
  {
    readonly authorizationId: string;
    /** The operator who did it, as the operator is known to the utility: no e-mail address. */
    readonly by: string;
    readonly reason: string;
  }
>;
