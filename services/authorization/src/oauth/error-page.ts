import { ASKED_LANGUAGE_COOKIE, chooseLanguage, LANGUAGE_COOKIE, type Language } from '@greenledger/contracts';
import { errors, type ErrorOut, type KoaContextWithOIDC } from 'oidc-provider';
import { ERROR_PAGE_STYLE_PATH } from './error-page-style.js';
import { errorPageWords } from './error-page-words.js';

const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => TEXT[character]!);

/** Statuses of certification row OAD001: no client, or an unknown one, 401; a redirect URI that is not registered, 403. */
const STATUS: Record<string, number> = { invalid_client: 401, invalid_redirect_uri: 403 };

/**
 * Shown instead of a redirect when the client or its redirect URI cannot be trusted (RFC 6749 section 4.1.2.1), and when the
 * browser comes back from the consent page with a request that is over: expired, answered before, or begun in another browser.
 * @param fallback the language when neither visitor, company nor browser names one of ours
 */
export function renderErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut, error: unknown, fallback: Language): void {
  ctx.status = statusOf(ctx, out);
  showError(ctx, { ...out, over: error instanceof errors.SessionNotFound }, fallback);
}

/** What the page tells. */
export interface ShownError {
  readonly error: string;
  readonly error_description?: string;
  /** The request is over, through nobody's mistake: the customer is told what holds, and the company has nothing to correct. */
  readonly over?: boolean;
}

/** The page itself, on any context: also on one that the provider has not seen yet. */
export function showError(
  ctx: Shown,
  { error, error_description: description = error, over = false }: ShownError,
  fallback: Language,
): void {
  const language = languageFor(ctx, fallback);
  const words = errorPageWords[language];
  const { title, heading, advice } = over ? words.over : words;
  ctx.type = 'html';
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Language', language);
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  const mySharing = over ? `\n<p><a href="/authorizations">${words.over.mySharing}</a></p>` : '';
  ctx.body = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="${ERROR_PAGE_STYLE_PATH}"></head><body><main>
<h1>${heading}</h1>
<p>${advice}</p>${mySharing}
<p class="technical">${words.reason} <span lang="en">${escape(description)}</span></p>
<p class="technical">${words.code} <code>${escape(error)}</code></p>
</main></body></html>`;
}

type Shown = Pick<KoaContextWithOIDC, 'type' | 'body' | 'set' | 'get' | 'query' | 'cookies'>;

/** As on the pages of the portal, whose cookies are of this origin too. */
function languageFor(ctx: Shown, fallback: Language): Language {
  const { ui_locales: asked } = ctx.query;
  const cookie = (name: string): string | undefined => ctx.cookies.get(name, { signed: false });
  const hints = {
    chosen: cookie(LANGUAGE_COOKIE),
    asked: typeof asked === 'string' ? asked : cookie(ASKED_LANGUAGE_COOKIE),
    acceptLanguage: ctx.get('accept-language'),
  };
  return chooseLanguage(hints, fallback);
}

function statusOf(ctx: KoaContextWithOIDC, out: ErrorOut): number {
  if (ctx.oidc?.route !== 'authorization') return ctx.status;
  const { client_id, redirect_uri } = (ctx.oidc.params ?? ctx.query) as { client_id?: unknown; redirect_uri?: unknown };
  if (!client_id) return 401;
  // A missing redirect URI is one that is not registered.
  if (!redirect_uri && ctx.oidc.client && ctx.status === 400) return 403;
  return STATUS[out.error] ?? ctx.status;
}
