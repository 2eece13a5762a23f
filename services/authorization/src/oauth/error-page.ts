import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => TEXT[character]!);

/** Statuses of certification row OAD001: no client, or an unknown one, 401; a redirect URI that is not registered, 403. */
const STATUS: Record<string, number> = { invalid_client: 401, invalid_redirect_uri: 403 };

/** Shown instead of a redirect when the client or its redirect URI cannot be trusted (RFC 6749 section 4.1.2.1). */
export function renderErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  ctx.status = statusOf(ctx, out);
  showError(ctx, out.error, out.error_description ?? out.error);
}

/** The page itself, on any context: also on one that the provider has not seen yet. */
export function showError(ctx: Pick<KoaContextWithOIDC, 'type' | 'body' | 'set'>, error: string, description: string): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Request refused</title></head><body><main>
<h1>This request was refused</h1>
<p>${escape(description)}</p>
<p>Error code: <code>${escape(error)}</code>. Go back to the company that sent you here; it must correct its request.</p>
</main></body></html>`;
}

function statusOf(ctx: KoaContextWithOIDC, out: ErrorOut): number {
  if (ctx.oidc?.route !== 'authorization') return ctx.status;
  const { client_id, redirect_uri } = (ctx.oidc.params ?? ctx.query) as { client_id?: unknown; redirect_uri?: unknown };
  if (!client_id) return 401;
  // A missing redirect URI is one that is not registered.
  if (!redirect_uri && ctx.oidc.client && ctx.status === 400) return 403;
  return STATUS[out.error] ?? ctx.status;
}
