import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { sha256 } from './digest.js';

/**
 * A code that its own client presents with a wrong PKCE verifier, or with none, is in the wrong hands: it is destroyed, so
 * that verifiers cannot be tried one after the other.
 */
export function burnMisusedCode(dataSource: DataSource) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    if (ctx.oidc?.route !== 'token' || ctx.status !== 400) return;
    const { code, code_verifier } = (ctx.oidc.params ?? {}) as { code?: unknown; code_verifier?: unknown };
    const clientId = ctx.oidc.entities.Client?.clientId;
    if (typeof code !== 'string' || clientId === undefined) return;
    const challenge = typeof code_verifier === 'string' ? createHash('sha256').update(code_verifier).digest('base64url') : '';
    await dataSource.query(
      `DELETE FROM oauth_artifact WHERE model = 'AuthorizationCode' AND id_sha256 = $1 AND payload->>'clientId' = $2
         AND consumed_at IS NULL AND payload->>'codeChallenge' <> $3`,
      [sha256(code), clientId, challenge],
    );
  };
}
