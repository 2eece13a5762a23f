import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { AuthorizationView, ConsentChoice, ReplyOf, RequestOf, Terms } from '@greenledger/contracts';
import { decideAuthorization, normalizeTerms } from '../domain/authorization/index.js';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { ReadModels } from '../projections/read-models.js';
import { AuthorizationCommands } from './command-authorization.js';
import { HeldServices } from './held-services.js';
import { currentMoment } from './moment.js';
import { RecordedHoldings } from './recorded-holdings.js';
import { offerOf, refuseBeyond, SharingOffers } from './sharing-offers.js';
import { termsOf } from './terms-of.js';

/** A preview asks what would follow if the customer agreed; nothing of it is recorded. */
const ANY_CONSENT = { textDigest: '', locale: 'en', method: 'online' } as const;

type Modify = RequestOf<'authorization.modify-authorization'>;

/** Changes of an authorization in place: its id and tokens stay, the new terms hold from the event on. */
@Injectable()
export class Modifications {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(HeldServices) private readonly held: HeldServices,
    @Inject(RecordedHoldings) private readonly holdings: RecordedHoldings,
    @Inject(SharingOffers) private readonly offers: SharingOffers,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
  ) {}

  /** What the customer may change the authorization to. @throws ProblemError `not-found` */
  async offer(authorizationId: string, customerId: string): Promise<ReplyOf<'authorization.describe-sharing-offer'>> {
    const { thirdPartyId, scope, terms } = await this.own(authorizationId, customerId);
    const thirdParty = await this.offers.thirdParty(thirdPartyId);
    const offer = offerOf(thirdParty, scope);
    // What is shared already may stay, also when the company's registration has shrunk since.
    const dataSets = [...new Set([...offer.dataSets, ...terms.dataSets])];
    return { thirdParty, scope, offer: { dataSets, historyLength: Math.max(offer.historyLength, terms.historyLength) } };
  }

  /** Judges a change without making it. @throws ProblemError what `modify` would throw */
  async preview(request: RequestOf<'authorization.preview-modification'>): Promise<ReplyOf<'authorization.preview-modification'>> {
    const { authorizationId, customerId, choice } = request;
    const view = await this.own(authorizationId, customerId);
    const after = await this.newTerms(view, choice);
    const state = await this.commands.state(authorizationId);
    const command = { type: 'modifyAuthorization', at: currentMoment().seconds, customerId, terms: after, consent: ANY_CONSENT } as const;
    const [event] = decideAuthorization(state, command);
    const change = event?.type === 'AuthorizationModified' ? event.data.change : 'none';
    return { change, before: view.terms, after, termsVersion: view.termsVersion };
  }

  /**
   * Replaces the terms; the periods keep the start of the grant. The same change sent twice is made once.
   * @returns the version of the stream
   * @throws ProblemError `not-found`, `conflict`, `usage-point-not-held`, `invalid-body`
   */
  async modify(request: Modify): Promise<{ version: number }> {
    const { authorizationId, customerId, consent, expectedTermsVersion } = request;
    const view = await this.own(authorizationId, customerId);
    const terms = await this.newTerms(view, request.choice);
    const added = terms.usagePointIds.filter((id) => !view.terms.usagePointIds.includes(id));
    const holdings = added.length > 0 ? await this.held.holdings(customerId, added) : undefined;
    const { seconds: at } = currentMoment();
    const command = {
      type: 'modifyAuthorization',
      at,
      customerId,
      terms,
      consent,
      expectedTermsVersion,
      ...(holdings && { holdings }),
    } as const;
    const options = { commandId: commandIdOf(request, terms, view.termsVersion), actor: customerId };
    const { version } = await this.commands.run(authorizationId, command, options);
    if (holdings) await this.holdings.since(authorizationId, customerId, holdings);
    return { version };
  }

  /** Only what is added has to be on offer and held: a service that is gone from the customer's list may stay or be dropped. */
  private async newTerms({ terms, thirdPartyId, scope, customerId }: AuthorizationView, choice: ConsentChoice): Promise<Terms> {
    const addedData = choice.dataSets.filter((dataSet) => !terms.dataSets.includes(dataSet));
    const offer = offerOf(await this.offers.thirdParty(thirdPartyId), scope);
    refuseBeyond(addedData, offer);
    const longest = Math.max(offer.historyLength, terms.historyLength);
    if (choice.historyLength > longest) {
      throw new ProblemError('invalid-body', `the company asks for ${longest} seconds of history; choose at most that`);
    }
    const addedServices = choice.usagePointIds.filter((id) => !terms.usagePointIds.includes(id));
    if (addedServices.length > 0) await this.held.holdings(customerId, addedServices);
    return normalizeTerms(termsOf(choice, terms.purpose, terms.authorizedPeriod.start));
  }

  private async own(authorizationId: string, customerId: string): Promise<AuthorizationView> {
    await this.readModels.catchUp();
    const view = await this.views.find(authorizationId);
    if (!view || view.customerId !== customerId) throw new ProblemError('not-found', 'there is no such authorization');
    return view;
  }
}

/** Names the intent: these terms, in place of those. A double click is one command, a later change back is another. */
function commandIdOf({ authorizationId, expectedTermsVersion }: Modify, terms: Terms, termsVersion: number): string {
  const digest = createHash('sha256').update(JSON.stringify(terms)).digest('hex');
  return `modify/${authorizationId}/${expectedTermsVersion ?? termsVersion}/${digest}`;
}
