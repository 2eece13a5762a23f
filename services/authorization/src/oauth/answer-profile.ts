import type { KoaContextWithOIDC } from 'oidc-provider';

type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** PG&E's order of the members; those of ESPI follow. */
const ORDER = [
  'client_access_token',
  'expires_in',
  'scope',
  'token_type',
  'resourceURI',
  'authorizationURI',
  'customerResourceURI',
] as const;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Answers client_credentials as clients written for PG&E read it, where the client is set so: JSON with the token as
 * `client_access_token` beside `access_token`; or, where `Accept` says so or the client is set so, an XML document `Response` with the
 * former. Errors keep the form of RFC 6749, and so do the answers to a customer's code and refresh token.
 */
export function answerInProfile(): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== 'token' || ctx.status !== 200 || !ctx.oidc.entities.ClientCredentials) return;
    const profile = ctx.oidc.entities.Client?.answer_profile;
    if (profile !== 'pge' && profile !== 'pge-xml') return;
    const body = ctx.body as Record<string, string | number>;
    const named = { ...body, client_access_token: body['access_token']! };
    ctx.vary('Accept');
    if (!wantsXml(ctx, profile)) return void (ctx.body = named);
    ctx.body = responseXml(named);
    ctx.type = 'application/xml; charset=utf-8';
  };
}

/** As `Accept` weighs and orders them; where it takes anything, names neither, or is absent, the setting of the client decides. */
function wantsXml(ctx: KoaContextWithOIDC, profile: string): boolean {
  const xml = ['application/xml', 'text/xml'];
  const offered = profile === 'pge-xml' ? [...xml, 'application/json'] : ['application/json', ...xml];
  return (ctx.accepts(offered) || offered[0]) !== 'application/json';
}

function responseXml(members: Readonly<Record<string, string | number>>): string {
  const given = ORDER.filter((name) => members[name] !== undefined);
  const elements = given.map((name) => `<${name}>${escaped(String(members[name]))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${elements.join('')}</Response>\n`;
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character]!);
