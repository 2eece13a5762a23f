import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationView, ThirdPartyView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { AuthorizationViews } from '../projections/authorization-views.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { espiBase, OAuthSettings } from './oauth-settings.js';

export interface LiveGrant {
  readonly authorization: AuthorizationView;
  readonly thirdParty: ThirdPartyView;
  readonly clientId: string;
  readonly resource: string;
}

/** Which authorizations may have tokens at this moment. */
@Injectable()
export class LiveGrants {
  constructor(
    @Inject(DataSource) readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(AuthorizationViews) private readonly authorizations: AuthorizationViews,
    @Inject(ThirdPartyViews) private readonly thirdParties: ThirdPartyViews,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** The grant as of every event committed before this call; `undefined` when it is revoked, expired, closed or unknown. */
  async find(authorizationId: string): Promise<LiveGrant | undefined> {
    await this.readModels.catchUpGrants();
    const [authorization, [closed]] = await Promise.all([
      this.authorizations.find(authorizationId),
      this.dataSource.query<unknown[]>('SELECT 1 FROM oauth_closed_grant WHERE grant_id = $1', [authorizationId]),
    ]);
    if (authorization?.status !== 'active') return undefined;
    const { end } = authorization.terms.authorizedPeriod;
    if (end !== null && end <= Date.now() / 1000) return undefined;
    if (closed) return undefined;
    const thirdParty = await this.thirdParties.findBy('thirdPartyId', authorization.thirdPartyId);
    return thirdParty && { authorization, thirdParty, clientId: thirdParty.clientId, resource: espiBase(this.settings) };
  }
}
