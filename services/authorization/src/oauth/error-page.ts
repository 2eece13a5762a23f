import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => TEXT[character]!);

/** Shown instead of a redirect when the client or its redirect URI cannot be trusted (RFC 6749 section 4.1.2.1). */
export function renderErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Request refused</title></head><body><main>
<h1>This request was refused</h1>
<p>${escape(out.error_description ?? out.error)}</p>
<p>Error code: <code>${escape(out.error)}</code>. Go back to the company that sent you here; it must correct its request.</p>
</main></body></html>`;
}
