import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { Consent, ConsentChoice, Holding, RequestOf, Terms } from '@greenledger/contracts';
import { samePeriods } from '../domain/authorization/index.js';
import { ReadModels } from '../projections/read-models.js';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { AuthorizationCommands } from './command-authorization.js';
import { HeldServices } from './held-services.js';
import { currentMoment } from './moment.js';

export interface Grant {
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly choice: ConsentChoice;
  readonly consent: Consent;
  readonly scope: string;
  readonly purpose: string;
}

/** Grant, modify and revoke: what people ask for. What time brings stands in lifecycle.ts. */
@Injectable()
export class Authorizations {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(HeldServices) private readonly held: HeldServices,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
  ) {}

  /**
   * Records the customer's decision. The same authorization id again changes nothing.
   * @throws ProblemError `usage-point-not-held`, or what the terms are refused for
   */
  async grant(grant: Grant): Promise<void> {
    const { authorizationId, thirdPartyId, customerId, choice, consent, scope, purpose } = grant;
    const holdings = await this.held.holdings(customerId, choice.usagePointIds);
    const { seconds: at } = currentMoment();
    const terms = termsOf(choice, purpose, at);
    await this.commands.run(
      authorizationId,
      { type: 'grantAuthorization', at, authorizationId, thirdPartyId, customerId, terms, consent, scope, holdings },
      { commandId: `grant/${authorizationId}`, actor: customerId },
    );
    await this.recordHoldingsSince(authorizationId, customerId, holdings);
  }

  /** Replaces the terms; the periods keep the start of the grant. @returns the version of the stream */
  async modify(request: RequestOf<'authorization.modify-authorization'>): Promise<{ version: number }> {
    const { authorizationId, customerId, choice, consent } = request;
    await this.readModels.catchUp();
    const view = await this.views.find(authorizationId);
    if (!view || view.customerId !== customerId) throw new ProblemError('not-found', 'there is no such authorization');
    const holdings = await this.held.holdings(customerId, choice.usagePointIds);
    const terms = termsOf(choice, view.terms.purpose, view.terms.authorizedPeriod.start);
    const at = currentMoment().seconds;
    const { version } = await this.commands.run(
      authorizationId,
      { type: 'modifyAuthorization', at, customerId, terms, consent, holdings },
      { commandId: randomUUID(), actor: customerId },
    );
    await this.recordHoldingsSince(authorizationId, customerId, holdings);
    return { version };
  }

  /** Answers only when the revocation is committed; revoking twice changes nothing. @returns the version of the stream */
  async revoke(request: RequestOf<'authorization.revoke-authorization'>): Promise<{ version: number }> {
    const { authorizationId, by, customerId, reason } = request;
    const at = currentMoment().seconds;
    const { version } = await this.commands.run(
      authorizationId,
      { type: 'revokeAuthorization', at, by, customerId, reason },
      { commandId: `revoke/${authorizationId}`, actor: customerId },
    );
    return { version };
  }

  /**
   * Customer data that changed between the look and the append would otherwise be missed: the change was told before this
   * authorization named the usage point. So they are looked at once more.
   */
  private async recordHoldingsSince(authorizationId: string, customerId: string, recorded: readonly Holding[]): Promise<void> {
    const usagePointIds = recorded.map(({ usagePointId }) => usagePointId);
    for (const [index, { usagePointId, periods }] of (await this.held.holdings(customerId, usagePointIds)).entries()) {
      if (samePeriods(periods, recorded[index]!.periods)) continue;
      const command = { type: 'recordHolding', at: currentMoment().seconds, usagePointId, periods } as const;
      await this.commands.run(authorizationId, command, { commandId: randomUUID() });
    }
  }
}

/** A share for one time that is never fetched ends after this many seconds: seven days. */
const ONE_TIME_WINDOW_SECONDS = 7 * 86_400;

/** The published period begins `historyLength` before the grant; of a share for one time it ends there. */
function termsOf(choice: ConsentChoice, purpose: string, grantedAt: number): Terms {
  const { usagePointIds, dataSets, historyLength, oneTime } = choice;
  const latest = grantedAt + ONE_TIME_WINDOW_SECONDS;
  const authorizedUntil = oneTime ? Math.min(choice.authorizedUntil ?? latest, latest) : choice.authorizedUntil;
  return {
    usagePointIds,
    dataSets,
    historyLength,
    purpose,
    authorizedPeriod: { start: grantedAt, end: authorizedUntil },
    publishedPeriod: { start: Math.max(0, grantedAt - historyLength), end: oneTime && historyLength > 0 ? grantedAt : authorizedUntil },
    ...(oneTime && { oneTime }),
  };
}
