import { Inject, Injectable } from '@nestjs/common';
import type { ResolvedToken, ThirdPartyView, TokenProof } from '@greenledger/contracts';
import { companyView } from '../projections/third-party-views.js';
import type { ClientOptions } from './client-options.js';
import { Clients } from './clients.js';
import { REGISTRATION_SCOPE } from './espi-scopes.js';
import { LiveGrants } from './live-grants.js';
import { TokenBinding } from './token-binding.js';
import { TokenFacts, type TokenRow } from './token-facts.js';

const INACTIVE = { active: false } as const;

/** A token that somebody brought. */
export interface BroughtToken {
  /** Lower-case hex SHA-256 of the token. */
  readonly tokenSha256: string;
  /** What came with it; without it a token that is bound to a key or certificate is not active. */
  readonly proof?: TokenProof | undefined;
}

/** Tells what a bearer token opens, from its SHA-256. A token is as alive as its authorization is at this moment. */
@Injectable()
export class TokenResolver {
  constructor(
    @Inject(TokenFacts) private readonly facts: TokenFacts,
    @Inject(Clients) private readonly clients: Clients,
    @Inject(LiveGrants) private readonly grants: LiveGrants,
    @Inject(TokenBinding) private readonly binding: TokenBinding,
  ) {}

  async resolve(brought: BroughtToken): Promise<ResolvedToken> {
    const [resolved] = await this.resolveAll([brought], Infinity);
    return resolved!;
  }

  /**
   * Several at once, with one statement.
   * @param mostUsagePoints that the answers may name together
   * @returns in their order, each for itself; undefined for what there is no room: it was not judged, so its proof is not used up
   */
  async resolveAll(brought: readonly BroughtToken[], mostUsagePoints: number): Promise<(Promise<ResolvedToken> | undefined)[]> {
    const facts = await this.facts.find([...new Set(brought.map(({ tokenSha256 }) => tokenSha256))]);
    let room = mostUsagePoints;
    return brought.map((token) => {
      const row = facts.get(token.tokenSha256);
      if (!row) return this.registration(token.tokenSha256);
      const named = row.authorization?.terms.usagePointIds.length ?? 0;
      if (named > room) return undefined;
      room -= named;
      return this.judge(row, token);
    });
  }

  private async judge(row: TokenRow, { tokenSha256, proof }: BroughtToken): Promise<ResolvedToken> {
    const { model, payload, owner, options } = row;
    if (payload.exp <= Date.now() / 1000) return INACTIVE;
    const { holds, dpopNonce } = await this.binding.judge(payload, tokenSha256, proof);
    const nonce = dpopNonce !== undefined && { dpopNonce };
    if (!holds) return { ...INACTIVE, ...nonce };
    // A terminated company has no client any more.
    if (!owner || !options || owner.status === 'terminated') return INACTIVE;
    const facts = { ...factsOf({ thirdParty: companyView(owner), options }), scope: payload.scope ?? '', expiresAt: payload.exp, ...nonce };
    if (model === 'ClientCredentials')
      return { active: true, kind: payload.scope === REGISTRATION_SCOPE ? 'registration' : 'client', ...facts };
    const grant = this.grants.judge(row);
    if (!grant || grant.clientId !== payload.clientId) return INACTIVE;
    return { active: true, kind: 'access', ...facts, scope: grant.authorization.scope, authorization: grant.authorization };
  }

  private async registration(tokenSha256: string): Promise<ResolvedToken> {
    const client = await this.clients.findByRegistrationToken(tokenSha256);
    return client ? { active: true, kind: 'registration', ...factsOf(client), scope: REGISTRATION_SCOPE, expiresAt: null } : INACTIVE;
  }
}

function factsOf({ thirdParty, options }: { readonly thirdParty: ThirdPartyView; readonly options: ClientOptions }) {
  const { clientId, thirdPartyId, applicationInformationId, status: thirdPartyStatus, profile } = thirdParty;
  const selfAccess = profile?.userType === 'selfAccess' && { selfAccess: true as const };
  const manners = options.profile === 'pge' && { profile: 'pge' as const };
  return { clientId, thirdPartyId, thirdPartyStatus, applicationInformationId, ...selfAccess, ...manners };
}
