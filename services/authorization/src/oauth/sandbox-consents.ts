import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError, SANDBOX_CUSTOMER_ID, type SandboxRequestView } from '@greenledger/contracts';
import { SandboxGrants } from '../sandbox/sandbox-grants.js';
import { SandboxLog } from '../sandbox/sandbox-log.js';
import { Clients } from './clients.js';
import { ConsentAnswers } from './consent-answers.js';
import { gone, Interactions } from './interactions.js';

/** Sandbox authorizations of one client a day: each is an event for ever. */
const MOST_A_DAY = 100;

/** The answers of the sandbox customer, who agrees to whatever a company under test asks for. */
@Injectable()
export class SandboxConsents {
  constructor(
    @Inject(Interactions) private readonly interactions: Interactions,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(ConsentAnswers) private readonly answers: ConsentAnswers,
    @Inject(SandboxGrants) private readonly grants: SandboxGrants,
    @Inject(SandboxLog) private readonly log: SandboxLog,
  ) {}

  /**
   * Agrees, and lets the authorize request go on. Posted twice, it answers the same authorization.
   * @throws ProblemError `consent-request-gone`, also for a company that is not under test; `too-many-requests`, `unavailable`
   */
  async approve(interactionId: string, madeBy: SandboxRequestView['madeBy']): Promise<{ authorizationId: string; returnTo: string }> {
    const interaction = await this.interactions.open(interactionId);
    const clientId = String(interaction.params.client_id);
    const client = (await this.clients.find(clientId)) ?? gone();
    if (!client.inSandbox) return gone();
    if ((await this.log.consents(clientId)) >= MOST_A_DAY) {
      throw new ProblemError('too-many-requests', `a company gets ${MOST_A_DAY} sandbox authorizations a day; use one of these, or wait`);
    }
    const answer = await this.answers.keep(interactionId, { authorizationId: randomUUID(), customerId: SANDBOX_CUSTOMER_ID });
    if (!answer.authorizationId || answer.customerId !== SANDBOX_CUSTOMER_ID) return gone();
    const { authorizationId } = answer;
    const { thirdPartyId, purpose } = client.thirdParty;
    const scope = String(interaction.params.scope);
    await this.grants.grant({ authorizationId, thirdPartyId, scope, purpose });
    const pkce = interaction.params.code_challenge !== undefined;
    await this.log.record(clientId, { step: 'consent', authorizationId, madeBy, refusal: null, authentication: '', pkce });
    return { authorizationId, returnTo: await this.interactions.agree(interaction, authorizationId, scope) };
  }
}
