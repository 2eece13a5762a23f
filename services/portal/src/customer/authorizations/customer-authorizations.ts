import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Injectable } from '@nestjs/common';
import type { Identity } from '../../session/accounts.js';
import { isReversible } from './reversible.js';
import { CustomerDirectory, type Customer } from '../customer-directory.js';

/** An authorization with the customer whose it is. */
export interface Owned {
  readonly customer: Customer;
  readonly authorization: AuthorizationView;
}

/** Authorizations of the signed-in customer, and of nobody else. */
@Injectable()
export class CustomerAuthorizations {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
  ) {}

  /** @throws ProblemError `not-found` when there is none, or when it is another customer's: the two must look the same. */
  async owned(account: Identity, authorizationId: string): Promise<Owned> {
    const customer = await this.customers.of(account);
    if (!customer) throw new ProblemError('not-found', '');
    const authorization = await this.requests.request('authorization.get-authorization', { authorizationId });
    if (authorization.customerId !== customer.customerId) throw new ProblemError('not-found', '');
    return { customer, authorization };
  }

  /** Ends the authorization; one that has ended for good already is as good. @returns when the revocation is recorded */
  async end({ authorization, customer }: Owned, reason: string): Promise<void> {
    if (authorization.status !== 'active' && !isReversible(authorization)) return;
    const { authorizationId } = authorization;
    const revocation = { authorizationId, by: 'customer', customerId: customer.customerId, reason } as const;
    await this.requests.request('authorization.revoke-authorization', revocation).catch((error: unknown) => {
      if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
    });
  }
}
