import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, type Consent } from '@greenledger/contracts';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { SharingOffers } from './sharing-offers.js';

/** Who registers for self access fetches the own data: the registration takes those of one customer only (mission M-17). */
@Injectable()
export class SelfAccessRule {
  constructor(
    @Inject(SharingOffers) private readonly offers: SharingOffers,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
  ) {}

  /**
   * @returns whether the registration is one for self access
   * @throws ProblemError `forbidden` when another customer shares with it, `not-found` for an unknown company
   */
  async check(thirdPartyId: string, customerId: string): Promise<boolean> {
    const { profile } = await this.offers.thirdParty(thirdPartyId);
    if (profile?.userType !== 'selfAccess') return false;
    if (await this.views.hasOtherCustomers(thirdPartyId, customerId)) {
      throw new ProblemError(
        'forbidden',
        'this registration is for the own data of another customer; choose a company, or register yourself',
      );
    }
    return true;
  }
}

/** The consent as it is recorded: nobody but the customer receives the data. */
export const ofSelfAccess = (consent: Consent): Consent => (consent.method === 'online' ? { ...consent, method: 'selfAccess' } : consent);
