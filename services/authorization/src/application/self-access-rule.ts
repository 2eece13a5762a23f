import { Inject, Injectable } from '@nestjs/common';
import type { Consent } from '@greenledger/contracts';
import { ownDataOfAnother } from '../domain/third-party/index.js';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { SharingOffers } from './sharing-offers.js';
import { ThirdParties } from './third-parties.js';

/** Who registers for self access fetches the own data: the registration takes those of one customer only (mission M-17). */
@Injectable()
export class SelfAccessRule {
  constructor(
    @Inject(SharingOffers) private readonly offers: SharingOffers,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
  ) {}

  /**
   * Judged by the stream of the registration, so that of two customers who share at the same moment one is refused. Call it last
   * before the grant: what it binds stays bound.
   * @returns whether the registration is one for self access
   * @throws ProblemError `forbidden` when it belongs to another customer, `not-found` for an unknown company
   */
  async bind(thirdPartyId: string, customerId: string): Promise<boolean> {
    const { profile } = await this.offers.thirdParty(thirdPartyId);
    if (profile?.userType !== 'selfAccess') return false;
    // Shares of earlier releases bound nobody: who gave them stands in the view alone.
    if (await this.views.hasOtherCustomers(thirdPartyId, customerId)) throw ownDataOfAnother();
    await this.thirdParties.bindCustomer(thirdPartyId, customerId);
    return true;
  }
}

/** The consent as it is recorded: nobody but the customer receives the data. */
export const ofSelfAccess = (consent: Consent): Consent => (consent.method === 'online' ? { ...consent, method: 'selfAccess' } : consent);
