import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationView, ThirdPartyView } from '@greenledger/contracts';
import { queryPrepared } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { SELECT_VIEW, viewOf, type AuthorizationRow } from '../projections/authorization-views.js';
import { FRESHNESS, ReadModels, type Freshness } from '../projections/read-models.js';
import { companyView, type CompanyRow } from '../projections/third-party-views.js';
import { espiBase, OAuthSettings } from './oauth-settings.js';

export interface LiveGrant {
  readonly authorization: AuthorizationView;
  readonly thirdParty: ThirdPartyView;
  readonly clientId: string;
  readonly resource: string;
}

/** An authorization with all that tells whether it may have tokens; null where there is none. */
export interface GrantRow {
  readonly authorization: AuthorizationRow | null;
  /** The company that holds it. */
  readonly company: CompanyRow | null;
  /** Whether its tokens were ended for good. */
  readonly closed: boolean;
}

/** The columns of a GrantRow, from GRANT_TABLES. */
export const GRANT_COLUMNS = `row_to_json(v) AS "authorization", row_to_json(t) AS company,
  EXISTS (SELECT FROM oauth_closed_grant o WHERE o.grant_id = v.authorization_id) AS closed`;

/** To be joined where the id of the authorization is known. @param id an SQL expression */
export const grantTables = (id: string): string =>
  `LEFT JOIN (${SELECT_VIEW}) v ON v.authorization_id = ${id} LEFT JOIN third_party_view t ON t.third_party_id = v.third_party_id`;

const FIND = { name: 'live-grant', text: `SELECT ${GRANT_COLUMNS}, freshness.* FROM ${FRESHNESS} ${grantTables('$1')}` };

/** Which authorizations may have tokens at this moment. */
@Injectable()
export class LiveGrants {
  constructor(
    @Inject(DataSource) readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
  ) {}

  /** The grant as of every event committed before this call; `undefined` when it is revoked, expired, closed or unknown. */
  async find(authorizationId: string): Promise<LiveGrant | undefined> {
    const [row] = await this.readModels.readGrants(() => queryPrepared<GrantRow & Freshness>(FIND, [authorizationId], this.dataSource));
    return this.judge(row!);
  }

  /** The grant of a row that was read with FRESHNESS; `undefined` as for `find`. */
  judge({ authorization: found, company, closed }: GrantRow): LiveGrant | undefined {
    if (found?.status !== 'active' || !company || closed) return undefined;
    const authorization = viewOf(found);
    const { end } = authorization.terms.authorizedPeriod;
    if (end !== null && end <= Date.now() / 1000) return undefined;
    const thirdParty = companyView(company);
    // What the sandbox customer granted opens nothing once the company has left the sandbox.
    if (authorization.sandbox && thirdParty.status !== 'review') return undefined;
    return { authorization, thirdParty, clientId: thirdParty.clientId, resource: espiBase(this.settings) };
  }
}
