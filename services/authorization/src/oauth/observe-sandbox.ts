import type { SandboxStep } from '@greenledger/contracts';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { SandboxLog, SeenRequest } from '../sandbox/sandbox-log.js';

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** By this name the tests that act in a company's place are told from its own software. Who borrows it proves less about itself. */
export const TEST_AGENT = 'greenledger-registration-test';

/**
 * Writes down what the software of a company under test asks of the authorize, token and revocation endpoints, and how it was
 * answered, before the answer goes out. Of companies in production nothing is kept.
 */
export function observeSandbox(provider: Provider, log: SandboxLog): Middleware {
  const refusals = new WeakMap<object, NonNullable<SeenRequest['refusal']>>();
  const keep = (ctx: KoaContextWithOIDC, error: { error?: string; message: string; error_description?: string }): void => {
    refusals.set(ctx, { error: error.error ?? error.message, description: error.error_description ?? '' });
  };
  provider.on('authorization.error', keep);
  provider.on('grant.error', keep);
  provider.on('revocation.error', keep);
  return async (ctx, next) => {
    await next();
    const client = ctx.oidc?.entities.Client;
    if (client?.in_sandbox !== true) return;
    const step = stepOf(ctx);
    if (!step) return;
    const { AuthorizationCode: code, RefreshToken: refresh, AccessToken: access } = ctx.oidc.entities;
    const refusal = refusals.get(ctx) ?? null;
    const madeBy = ctx.get('user-agent') === TEST_AGENT ? 'test' : 'company';
    await log.record(client.clientId, {
      step,
      authorizationId: code?.grantId ?? refresh?.grantId ?? access?.grantId ?? null,
      madeBy,
      refusal: refusal ?? (ctx.status >= 400 ? { error: `status ${ctx.status}`, description: '' } : null),
      authentication: step === 'authorize' ? '' : (client.clientAuthMethod ?? ''),
      pkce: step === 'authorize' ? ctx.oidc.params?.code_challenge !== undefined : code?.codeChallenge !== undefined,
    });
  };
}

function stepOf({ oidc }: KoaContextWithOIDC): SandboxStep | undefined {
  switch (oidc.route) {
    case 'authorization':
      return 'authorize';
    case 'revocation':
      return 'revoke';
    case 'token': {
      const { grant_type } = (oidc.params ?? {}) as { grant_type?: unknown };
      if (grant_type === 'client_credentials') return undefined;
      return grant_type === 'refresh_token' ? 'refresh' : 'token';
    }
    default:
      return undefined;
  }
}
