import type { Adapter, AdapterPayload } from 'oidc-provider';
import { closeGrant } from './artifact-adapter.js';
import type { LiveGrants } from './live-grants.js';

/**
 * The OAuth grant *is* the Authorization: nothing is stored a second time, so a revoked or expired authorization has no
 * grant, and every code, refresh token and introspection that refers to it fails at once.
 */
export class GrantAdapter implements Adapter {
  constructor(private readonly grants: LiveGrants) {}

  async find(authorizationId: string): Promise<AdapterPayload | undefined> {
    const grant = await this.grants.find(authorizationId);
    if (!grant) return undefined;
    const { clientId, authorization, resource } = grant;
    return {
      jti: authorizationId,
      kind: 'Grant',
      iat: Math.floor(Date.parse(authorization.grantedAt) / 1000),
      exp: authorization.terms.authorizedPeriod.end ?? Number.MAX_SAFE_INTEGER,
      // The subject a company sees is the authorization, never the customer: two companies cannot join their data.
      accountId: authorizationId,
      clientId,
      resources: { [resource]: authorization.scope },
    };
  }

  /** Called when a token of the grant was used twice or revoked. */
  async destroy(authorizationId: string): Promise<void> {
    await closeGrant(this.grants.dataSource, authorizationId);
  }

  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async findByUid(): Promise<undefined> {
    return undefined;
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async revokeByGrantId(): Promise<void> {}
}
