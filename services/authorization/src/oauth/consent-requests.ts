import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ConsentRequestView, ReplyOf, RequestOf } from '@greenledger/contracts';
import { Authorizations } from '../application/authorizations.js';
import { ConsentDenials } from '../application/consent-denials.js';
import { SandboxGrants } from '../sandbox/sandbox-grants.js';
import { ConsentAnswers } from './consent-answers.js';
import { sha256 } from './digest.js';
import { dataSetsNamedIn, grantedScope, historyLengthOf } from './espi-scopes.js';
import { LiveGrants } from './live-grants.js';
import { Clients } from './clients.js';
import { gone, Interactions } from './interactions.js';

/** The authorize requests that wait for a customer's decision on the portal's consent page. */
@Injectable()
export class ConsentRequests {
  constructor(
    @Inject(Interactions) private readonly interactions: Interactions,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(ConsentAnswers) private readonly answers: ConsentAnswers,
    @Inject(LiveGrants) private readonly grants: LiveGrants,
    @Inject(SandboxGrants) private readonly sandbox: SandboxGrants,
    @Inject(ConsentDenials) private readonly denials: ConsentDenials,
  ) {}

  /** @throws ProblemError `consent-request-gone` */
  async describe(interactionId: string): Promise<ConsentRequestView> {
    const interaction = await this.interactions.open(interactionId);
    if (interaction.result) return gone();
    const client = (await this.clients.find(String(interaction.params.client_id))) ?? gone();
    const scope = String(interaction.params.scope);
    const { inSandbox, thirdParty } = client;
    // The page is a look ahead: the readings are there when the company comes to fetch them.
    if (inSandbox) await this.sandbox.prepare();
    const asked = { interactionId, thirdParty, scope, historyLength: historyLengthOf(scope), expiresAt: interaction.exp };
    return { ...asked, ...(inSandbox && { sandbox: true as const }) };
  }

  /**
   * Records the grant, then lets the authorize request go on. Posted twice, it answers the same authorization.
   * @throws ProblemError `consent-request-gone`, `usage-point-not-held`, `invalid-body`
   */
  async approve(request: RequestOf<'authorization.approve-consent'>): Promise<ReplyOf<'authorization.approve-consent'>> {
    const { interactionId, customerId, choice, consent } = request;
    const interaction = await this.interactions.open(interactionId);
    const { thirdParty } = (await this.clients.find(String(interaction.params.client_id))) ?? gone();
    // Begun in the sandbox, or put on hold meanwhile: no customer answers that.
    if (thirdParty.status !== 'production') return gone();
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
    return { authorizationId, returnTo: await this.interactions.agree(interaction, authorizationId, grant.authorization.scope) };
  }

  /** Keeps the denial, and sends the browser back with `access_denied`. @throws ProblemError `consent-request-gone` */
  async deny(interactionId: string): Promise<{ returnTo: string }> {
    const interaction = await this.interactions.open(interactionId);
    const answer = await this.answers.keep(interactionId, { authorizationId: null, customerId: null });
    if (answer.authorizationId) return gone();
    const clientId = String(interaction.params.client_id);
    const client = await this.clients.find(clientId);
    // What the sandbox customer declines is the company's own test.
    if (client && !client.inSandbox) {
      const { thirdPartyId } = client.thirdParty;
      await this.denials.record({ requestId: sha256(interactionId), thirdPartyId, clientId, scope: String(interaction.params.scope) });
    }
    return { returnTo: await this.interactions.decline(interaction) };
  }
}
