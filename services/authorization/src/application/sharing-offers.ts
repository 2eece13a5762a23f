import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ConsentChoice, SharingOffer, ThirdPartyView } from '@greenledger/contracts';
import { dataSetsAskedFor, parseScope } from '@greenledger/espi';
import { historyLengthOf } from '../oauth/espi-scopes.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';

/** What customers may share with a company: what it asks for, and never more than it is registered for. */
@Injectable()
export class SharingOffers {
  constructor(
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly thirdParties: ThirdPartyViews,
  ) {}

  /** @throws ProblemError `not-found` */
  async thirdParty(thirdPartyId: string): Promise<ThirdPartyView> {
    await this.readModels.catchUp();
    const found = await this.thirdParties.findBy('thirdPartyId', thirdPartyId);
    if (!found) throw new ProblemError('not-found', 'there is no such third party');
    return found;
  }

  /**
   * Refuses a choice that goes beyond the scope asked for or the company's registration.
   * @throws ProblemError `invalid-body` that names the data sets at fault, `not-found` for an unknown company
   */
  async check(thirdPartyId: string, scope: string, choice: ConsentChoice): Promise<void> {
    const offer = offerOf(await this.thirdParty(thirdPartyId), scope);
    refuseBeyond(choice.dataSets, offer);
  }
}

/** The data sets both asked for and registered, and the longest history of any registered scope that is long enough. */
export function offerOf(thirdParty: ThirdPartyView, scope: string): SharingOffer {
  const registered = new Set(thirdParty.scopes.flatMap((one) => dataSetsAskedFor(parseScope(one))));
  const dataSets = dataSetsAskedFor(parseScope(scope)).filter((dataSet) => registered.has(dataSet));
  return { dataSets, historyLength: Math.max(historyLengthOf(scope), ...thirdParty.scopes.map(historyLengthOf)) };
}

/** @throws ProblemError `invalid-body` that names the data sets at fault */
export function refuseBeyond(dataSets: readonly string[], offer: SharingOffer): void {
  const beyond = dataSets.filter((dataSet) => !(offer.dataSets as readonly string[]).includes(dataSet));
  if (beyond.length === 0) return;
  throw new ProblemError(
    'invalid-body',
    `the data sets ${beyond.join(', ')} were not asked for by the company, or it is not registered for them; choose among: ${offer.dataSets.join(', ') || 'none'}`,
  );
}
