import type { KoaContextWithOIDC } from 'oidc-provider';

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** Endpoints at which a client must say who it is. */
const AUTHENTICATED = ['/token', '/introspect', '/revoke', '/par'];
const SECRETS = ['client_secret', 'client_assertion', 'code', 'refresh_token', 'token', 'access_token', 'code_verifier'];

/**
 * Refusals of the certification table (OAD003) that the provider words otherwise: no or malformed credentials are 401, and
 * a request by GET, as the old test suite sends its bad ones, is judged by its credentials and never answered with a token.
 */
export function refuseTokenRequests(isClient: (ctx: KoaContextWithOIDC) => Promise<boolean>): Middleware {
  return async (ctx, next) => {
    if (ctx.path.endsWith('/authorize') && !['GET', 'POST', 'HEAD'].includes(ctx.method)) {
      ctx.set('Allow', 'GET, POST');
      return answer(ctx, 405, 'invalid_request', 'this endpoint takes GET and POST only');
    }
    if (!AUTHENTICATED.some((path) => ctx.path.endsWith(path))) return next();
    if (ctx.method === 'GET' && ctx.path.endsWith('/token')) {
      ctx.set('Allow', 'POST');
      if (!(await isClient(ctx))) return answer(ctx, 401, 'invalid_client', 'client authentication failed');
      return answer(ctx, 400, 'invalid_request', 'send a POST; parameters belong in the form, never in the URL');
    }
    // Also OPTIONS: these endpoints are for servers, no script of another site is let in (RFC 9700 section 2.6).
    if (ctx.method !== 'POST') {
      ctx.set('Allow', 'POST');
      return answer(ctx, 405, 'invalid_request', 'this endpoint takes POST only');
    }
    // RFC 6749 section 2.3.1: credentials in a URL end up in logs.
    if (SECRETS.some((name) => Object.hasOwn(ctx.query, name))) {
      return answer(ctx, 400, 'invalid_request', 'a secret was sent in the URL; send it in the form or header, and replace it');
    }
    await next();
    if (ctx.status === 400 && isMissingCredentials(ctx))
      answer(ctx, 401, 'invalid_client', 'client authentication is missing or malformed');
  };
}

/** The provider calls a request without usable credentials malformed (400); RFC 6749 section 5.2 says 401 invalid_client. */
function isMissingCredentials(ctx: KoaContextWithOIDC): boolean {
  const { error, error_description = '' } = (ctx.body ?? {}) as { error?: string; error_description?: string };
  return error === 'invalid_request' && /^no client authentication|authorization header/i.test(error_description);
}

function answer(ctx: KoaContextWithOIDC, status: 400 | 401 | 405, error: string, error_description: string): void {
  ctx.status = status;
  if (status === 401) ctx.set('WWW-Authenticate', 'Basic realm="oauth"');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { error, error_description };
}
