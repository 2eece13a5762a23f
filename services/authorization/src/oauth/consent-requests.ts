import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ConsentRequestView, ReplyOf, RequestOf } from '@greenledger/contracts';
import { Provider } from 'oidc-provider';
import { Authorizations } from '../application/authorizations.js';
import { ConsentAnswers } from './consent-answers.js';
import { dataSetsNamedIn, grantedScope, historyLengthOf } from './espi-scopes.js';
import { LiveGrants } from './live-grants.js';
import { Clients } from './clients.js';

type Interaction = InstanceType<Provider['Interaction']>;

const gone = (): never => {
  throw new ProblemError('consent-request-gone', 'the request was answered or has expired; go back to the company and begin again');
};

/** The authorize requests that wait for a customer's decision on the portal's consent page. */
@Injectable()
export class ConsentRequests {
  constructor(
    @Inject(Provider) private readonly provider: Provider,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(ConsentAnswers) private readonly answers: ConsentAnswers,
    @Inject(LiveGrants) private readonly grants: LiveGrants,
  ) {}

  /** @throws ProblemError `consent-request-gone` */
  async describe(interactionId: string): Promise<ConsentRequestView> {
    const interaction = await this.open(interactionId);
    if (interaction.result) return gone();
    const client = (await this.clients.find(String(interaction.params.client_id))) ?? gone();
    const scope = String(interaction.params.scope);
    return { interactionId, thirdParty: client.thirdParty, scope, historyLength: historyLengthOf(scope), expiresAt: interaction.exp };
  }

  /**
   * Records the grant, then lets the authorize request go on. Posted twice, it answers the same authorization.
   * @throws ProblemError `consent-request-gone`, `usage-point-not-held`, `invalid-body`
   */
  async approve(request: RequestOf<'authorization.approve-consent'>): Promise<ReplyOf<'authorization.approve-consent'>> {
    const { interactionId, customerId, choice, consent } = request;
    const interaction = await this.open(interactionId);
    const { thirdParty } = (await this.clients.find(String(interaction.params.client_id))) ?? gone();
    const asked = String(interaction.params.scope);
    if (choice.historyLength > historyLengthOf(asked)) {
      throw new ProblemError('invalid-body', 'more history was chosen than the company asked for; choose at most what was asked');
    }
    const named = dataSetsNamedIn(asked);
    if (named && !choice.dataSets.every((dataSet) => named.includes(dataSet))) {
      throw new ProblemError('invalid-body', `the company asked for ${named.join(', ')} only; choose data sets among those`);
    }
    const answer = await this.answers.keep(interactionId, { authorizationId: randomUUID(), customerId });
    if (!answer.authorizationId || answer.customerId !== customerId) return gone();
    const { authorizationId } = answer;
    const scope = grantedScope(asked, choice);
    const { thirdPartyId, purpose } = thirdParty;
    await this.authorizations.grant({ authorizationId, thirdPartyId, customerId, choice, consent, scope, purpose });

    // The scope as recorded: a second form with another choice must not speak for the first one.
    const grant = (await this.grants.find(authorizationId)) ?? gone();
    interaction.params.scope = grant.authorization.scope;
    interaction.result = { login: { accountId: authorizationId, remember: false }, consent: { grantId: authorizationId } };
    return { authorizationId, returnTo: await this.finish(interaction) };
  }

  /** Sends the browser back with `access_denied`. @throws ProblemError `consent-request-gone` */
  async deny(interactionId: string): Promise<{ returnTo: string }> {
    const interaction = await this.open(interactionId);
    const answer = await this.answers.keep(interactionId, { authorizationId: null, customerId: null });
    if (answer.authorizationId) return gone();
    interaction.result = { error: 'access_denied', error_description: 'the customer declined' };
    return { returnTo: await this.finish(interaction) };
  }

  private async open(interactionId: string): Promise<Interaction> {
    const interaction = (await this.provider.Interaction.find(interactionId)) ?? gone();
    const { parJti } = interaction as { parJti?: string };
    // Two tabs may show the same pushed request; it can be decided in one of them.
    const pushed =
      parJti === undefined ? undefined : await this.provider.PushedAuthorizationRequest.find(parJti, { ignoreExpiration: true });
    return (pushed as { consumed?: unknown } | undefined)?.consumed ? gone() : interaction;
  }

  private async finish(interaction: Interaction): Promise<string> {
    await interaction.save(Math.max(1, interaction.exp - Math.floor(Date.now() / 1000)));
    return interaction.returnTo;
  }
}
