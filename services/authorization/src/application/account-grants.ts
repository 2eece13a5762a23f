import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { uuidV5 } from '@greenledger/event-store';
import { grantedScope, historyLengthOf } from '../oauth/espi-scopes.js';
import { Authorizations } from './authorizations.js';
import { offerOf, SharingOffers } from './sharing-offers.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Namespace of authorization ids made from a request id: UUID v5 of the DNS name `account-grants.greenledger.invalid`. */
const NAMESPACE = '42b33342-4028-5a35-86c6-fcd2ea9d5861';

/** Grants that begin in the customer's account: no authorize request waits, the company learns of them by notification. */
@Injectable()
export class AccountGrants {
  constructor(
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(SharingOffers) private readonly offers: SharingOffers,
  ) {}

  /** What a company asks of customers who come by themselves: the first scope of its registration. @throws ProblemError `not-found` */
  async offer(thirdPartyId: string): Promise<ReplyOf<'authorization.describe-sharing-offer'>> {
    const thirdParty = await this.offers.thirdParty(thirdPartyId);
    const [scope] = thirdParty.scopes;
    if (thirdParty.status !== 'production' || scope === undefined) {
      throw new ProblemError('not-found', 'the company cannot receive data at present; choose another one');
    }
    return { thirdParty, scope, offer: { ...offerOf(thirdParty, scope), historyLength: historyLengthOf(scope) } };
  }

  /** @throws ProblemError `not-found`, `invalid-body`, `usage-point-not-held` */
  async grant(request: RequestOf<'authorization.grant-from-account'>): Promise<ReplyOf<'authorization.grant-from-account'>> {
    const { requestId, thirdPartyId, customerId, choice, consent } = request;
    if (!UUID.test(requestId)) throw new ProblemError('invalid-body', 'requestId must be a UUID in lower case; reload the form');
    const { thirdParty, scope, offer } = await this.offer(thirdPartyId);
    if (choice.historyLength > offer.historyLength) {
      throw new ProblemError('invalid-body', 'more history was chosen than the company asks for; choose at most what it asks');
    }
    // The customer is part of the name: nobody can take an id that is another's.
    const authorizationId = uuidV5(`${customerId}/${thirdPartyId}/${requestId}`, NAMESPACE);
    await this.authorizations.grant({
      authorizationId,
      thirdPartyId,
      customerId,
      choice,
      consent,
      scope: grantedScope(scope, choice),
      purpose: thirdParty.purpose,
    });
    return { authorizationId };
  }
}
