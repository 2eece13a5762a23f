import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Consent, ConsentChoice, RequestOf } from '@greenledger/contracts';
import { EventStore, handleCommand } from '@greenledger/event-store';
import type { AuthorizationCommand } from '../domain/authorization/index.js';
import { ReadModels } from '../projections/read-models.js';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { authorizationDecider, authorizationStream } from './deciders.js';
import { HeldServices } from './held-services.js';
import { currentMoment } from './moment.js';
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

/** Grant, revoke and expire. */
@Injectable()
export class Authorizations {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(HeldServices) private readonly held: HeldServices,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(AuthorizationViews) private readonly views: AuthorizationViews,
    @Inject(SharingOffers) private readonly offers: SharingOffers,
  ) {}

  /**
   * Records the customer's decision. The same authorization id again changes nothing.
   * @throws ProblemError `usage-point-not-held`, `invalid-body` for data that was not asked for, or what the terms are refused for
   */
  async grant(grant: Grant): Promise<void> {
    const { authorizationId, thirdPartyId, customerId, choice, consent, scope, purpose } = grant;
    await this.offers.check(thirdPartyId, scope, choice);
    await this.held.check(customerId, choice.usagePointIds);
    const { seconds } = currentMoment();
    const terms = termsOf(choice, purpose, seconds);
    await this.command(authorizationId, `grant/${authorizationId}`, customerId, {
      type: 'grantAuthorization',
      at: seconds,
      authorizationId,
      thirdPartyId,
      customerId,
      terms,
      consent,
      scope,
    });
  }

  /** Answers only when the revocation is committed; revoking twice changes nothing. @returns the version of the stream */
  async revoke(request: RequestOf<'authorization.revoke-authorization'>): Promise<{ version: number }> {
    const { authorizationId, by, customerId, reason } = request;
    const at = currentMoment().seconds;
    return this.command(authorizationId, `revoke/${authorizationId}`, customerId, {
      type: 'revokeAuthorization',
      at,
      by,
      customerId,
      reason,
    });
  }

  /** Records the end of every authorized period that has passed. @returns how many ended */
  async expireDue(): Promise<number> {
    await this.readModels.catchUp();
    const at = currentMoment().seconds;
    const due = await this.views.activeEndingBy(at);
    for (const id of due) await this.command(id, randomUUID(), undefined, { type: 'expireAuthorization', at });
    return due.length;
  }

  private async command(
    id: string,
    commandId: string,
    actor: string | undefined,
    command: AuthorizationCommand,
  ): Promise<{ version: number }> {
    const context = { commandId, occurredAt: currentMoment().text, actor, retries: 50 };
    const { version } = await handleCommand(this.store, authorizationStream(id), authorizationDecider, command, context);
    return { version };
  }
}
