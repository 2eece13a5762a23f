import { Inject, Injectable } from '@nestjs/common';
import type { ResolvedToken, TokenProof } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { Clients, type OAuthClient } from './clients.js';
import { REGISTRATION_SCOPE } from './espi-scopes.js';
import { LiveGrants } from './live-grants.js';
import { TokenBinding, type BoundTo } from './token-binding.js';

interface Row {
  readonly model: 'AccessToken' | 'ClientCredentials';
  readonly payload: BoundTo & { readonly clientId: string; readonly scope?: string; readonly grantId?: string; readonly exp: number };
}

const INACTIVE: ResolvedToken = { active: false };

/** Tells what a bearer token opens, from its SHA-256. A token is as alive as its authorization is at this moment. */
@Injectable()
export class TokenResolver {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(LiveGrants) private readonly grants: LiveGrants,
    @Inject(TokenBinding) private readonly binding: TokenBinding,
  ) {}

  /**
   * @param tokenSha256 lower-case hex SHA-256 of the token
   * @param proof what came with it; without it a token that is bound to a key or certificate is not active
   */
  async resolve(tokenSha256: string, proof?: TokenProof): Promise<ResolvedToken> {
    const [row] = await this.dataSource.query<Row[]>(
      `SELECT model, payload FROM oauth_artifact WHERE model IN ('AccessToken', 'ClientCredentials') AND id_sha256 = $1`,
      [tokenSha256],
    );
    if (!row) return this.registration(tokenSha256);
    const { model, payload } = row;
    if (payload.exp <= Date.now() / 1000) return INACTIVE;
    if (!(await this.binding.holds(payload, tokenSha256, proof))) return INACTIVE;
    const [client, grant] = await Promise.all([
      this.clients.find(payload.clientId),
      model === 'AccessToken' && payload.grantId ? this.grants.find(payload.grantId) : undefined,
    ]);
    if (!client) return INACTIVE;
    const facts = { ...factsOf(client), scope: payload.scope ?? '', expiresAt: payload.exp };
    if (model === 'ClientCredentials')
      return { active: true, kind: payload.scope === REGISTRATION_SCOPE ? 'registration' : 'client', ...facts };
    if (!grant || grant.clientId !== payload.clientId) return INACTIVE;
    return { active: true, kind: 'access', ...facts, scope: grant.authorization.scope, authorization: grant.authorization };
  }

  private async registration(tokenSha256: string): Promise<ResolvedToken> {
    const client = await this.clients.findByRegistrationToken(tokenSha256);
    return client ? { active: true, kind: 'registration', ...factsOf(client), scope: REGISTRATION_SCOPE, expiresAt: null } : INACTIVE;
  }
}

function factsOf({ thirdParty, options }: OAuthClient) {
  const { clientId, thirdPartyId, applicationInformationId, status: thirdPartyStatus, profile } = thirdParty;
  const selfAccess = profile?.userType === 'selfAccess' && { selfAccess: true as const };
  const manners = options.profile === 'pge' && { profile: 'pge' as const };
  return { clientId, thirdPartyId, thirdPartyStatus, applicationInformationId, ...selfAccess, ...manners };
}
