import type { Language } from '@greenledger/contracts';
import type { TrustedProxies } from '@greenledger/service-kit';
import { Provider, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { showError } from '../error-page.js';
import type { Attempt, AttemptWindows } from './attempt-limits.js';

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** RFC 6585 section 4. RFC 6749 has no code of its own for it. */
class TooManyRequests extends errors.OIDCProviderError {
  constructor(readonly retryAfter: number) {
    super(429, 'too_many_requests');
    this.error_description = tooMany(retryAfter);
    this.expose = true;
  }
}

const tooMany = (seconds: number): string => `too many attempts; try again in ${seconds} seconds`;

const attempts = new WeakMap<object, Attempt>();

/**
 * Refuses with 429 and Retry-After who asks too often or fails too often. A request counts as a failure until it is
 * answered well: it is counted before the secret, the code or the token is looked at.
 */
export function limitAttempts(windows: AttemptWindows, proxies: TrustedProxies, language: Language): Middleware {
  return async (ctx, next) => {
    const path = ctx.path.slice(ctx.path.lastIndexOf('/'));
    if (!GUARDED.has(path) && !ctx.path.includes('/authorize/')) return next();
    const attempt = windows.attempt(proxies.addressOf(ctx.req));
    const wait = attempt.begin();
    if (wait > 0) return refuse(ctx, wait, language);
    attempts.set(ctx.req, attempt);
    try {
      await next();
    } catch (error) {
      if (error instanceof TooManyRequests) return refuse(ctx, error.retryAfter, language);
      throw error;
    }
    if (isSuccess(ctx)) attempt.succeeded();
  };
}

const GUARDED = new Set(['/authorize', '/token', '/introspect', '/revoke', '/par']);

/** Counts an attempt in the name of a client. @throws TooManyRequests, without having looked at the secret */
export function countClientAttempt(clientId: string, ctx: KoaContextWithOIDC | undefined = Provider.ctx): void {
  const attempt = ctx && attempts.get(ctx.req);
  const wait = attempt?.asClient(clientId) ?? 0;
  if (!ctx || wait === 0) return;
  ctx.set('Retry-After', String(wait));
  throw new TooManyRequests(wait);
}

/** A redirect back to the company with an error is not a guess; an introspection that found nothing may be one. */
function isSuccess(ctx: KoaContextWithOIDC): boolean {
  if (ctx.status >= 400) return false;
  return (ctx.body as { active?: boolean } | undefined)?.active !== false;
}

function refuse(ctx: KoaContextWithOIDC, wait: number, language: Language): void {
  ctx.status = 429;
  ctx.set('Retry-After', String(wait));
  ctx.set('Cache-Control', 'no-store');
  if (ctx.path.includes('/authorize')) showError(ctx, { error: 'too_many_requests', error_description: tooMany(wait) }, language);
  else ctx.body = { error: 'too_many_requests', error_description: tooMany(wait) };
}
