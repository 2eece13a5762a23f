import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Consent, ConsentChoice, RequestOf } from '@greenledger/contracts';
import { decideAuthorization, initialAuthorization } from '../domain/authorization/index.js';
import { AuthorizationCommands } from './command-authorization.js';
import { HeldServices } from './held-services.js';
import { currentMoment } from './moment.js';
import { RecordedHoldings } from './recorded-holdings.js';
import { ofSelfAccess, SelfAccessRule } from './self-access-rule.js';
import { SharingOffers } from './sharing-offers.js';
import { termsOf } from './terms-of.js';

export interface Grant {
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly choice: ConsentChoice;
  readonly consent: Consent;
  readonly scope: string;
  readonly purpose: string;
}

/** Grant and revoke: what people ask for. What time brings stands in lifecycle.ts. */
@Injectable()
export class Authorizations {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(HeldServices) private readonly held: HeldServices,
    @Inject(RecordedHoldings) private readonly holdings: RecordedHoldings,
    @Inject(SharingOffers) private readonly offers: SharingOffers,
    @Inject(SelfAccessRule) private readonly selfAccess: SelfAccessRule,
  ) {}

  /**
   * Records the customer's decision. The same authorization id again changes nothing.
   * @throws ProblemError `forbidden` for the self-access registration of somebody else, `usage-point-not-held`, `invalid-body` for data that was not asked for, or what the terms are refused for
   */
  async grant(grant: Grant): Promise<void> {
    const { authorizationId, thirdPartyId, customerId, choice, consent, scope, purpose } = grant;
    await this.offers.check(thirdPartyId, scope, choice);
    const holdings = await this.held.holdings(customerId, choice.usagePointIds);
    const { seconds: at } = currentMoment();
    const terms = termsOf(choice, purpose, at);
    const command = { type: 'grantAuthorization', at, authorizationId, thirdPartyId, customerId, terms, consent, scope, holdings } as const;
    // What would be refused binds no registration to its customer.
    decideAuthorization(initialAuthorization, command);
    const own = await this.selfAccess.bind(thirdPartyId, customerId);
    await this.commands.run(
      authorizationId,
      { ...command, consent: own ? ofSelfAccess(consent) : consent },
      { commandId: `grant/${authorizationId}`, actor: customerId },
    );
    await this.holdings.since(authorizationId, customerId, holdings);
  }

  /** Answers only when the revocation is committed; revoking twice changes nothing. @returns the version of the stream */
  async revoke(request: RequestOf<'authorization.revoke-authorization'>): Promise<{ version: number }> {
    const { authorizationId, by, customerId, reason } = request;
    const at = currentMoment().seconds;
    const { version } = await this.commands.run(
      authorizationId,
      { type: 'revokeAuthorization', at, by, customerId, reason },
      // Each call is one of its own: after a reinstatement the same authorization can be ended once more.
      { commandId: `revoke/${randomUUID()}`, actor: customerId },
    );
    return { version };
  }
}
