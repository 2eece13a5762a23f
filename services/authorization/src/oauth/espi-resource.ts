import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { REGISTRATION_SCOPE, refusalOfScope } from './espi-scopes.js';
import { espiBase, type OAuthSettings } from './oauth-settings.js';

/**
 * Says which scopes the ESPI resource has for this request: exactly the asked one, when the company may ask for it.
 * ESPI scopes are open-ended, so they cannot be listed beforehand (RFC 8707 resource indicators carry them).
 * @throws InvalidTarget for another resource, UnauthorizedClient for a company that may not ask customers,
 * InvalidScope with the reason
 */
export function espiResource(ctx: KoaContextWithOIDC, indicator: string, client: Client, settings: OAuthSettings): ResourceServer {
  if (indicator !== espiBase(settings)) throw new errors.InvalidTarget(`the only resource is ${espiBase(settings)}`);
  if (ctx.oidc.params?.response_type !== undefined && client.in_production !== true && client.in_sandbox !== true) {
    throw new errors.UnauthorizedClient('this client is neither in production nor under test; look at its registration');
  }
  const offers = client.espi_scopes as readonly string[];
  const scope = scopeOf(ctx, offers);
  const refusal = isOwnRegistration(ctx, scope) ? undefined : refusalOfScope(scope, offers);
  if (refusal) throw new errors.InvalidScope(refusal, scope ?? '');
  return {
    scope: scope ?? '',
    audience: indicator,
    accessTokenFormat: 'opaque',
    accessTokenTTL: settings.accessTokenSeconds,
  } as unknown as ResourceServer;
}

/** Every client may read its own registration; no customer is asked for that. */
function isOwnRegistration({ oidc: { params } }: KoaContextWithOIDC, scope: string | undefined): boolean {
  return scope === REGISTRATION_SCOPE && params?.grant_type === 'client_credentials';
}

function scopeOf(ctx: KoaContextWithOIDC, offers: readonly string[]): string | undefined {
  const { entities, params } = ctx.oidc;
  const granted = entities.AuthorizationCode ?? entities.RefreshToken;
  if (granted) return granted.scope;
  // RFC 6749 section 3.3: a request without scope may be read as a pre-defined one. Only machines ask this way.
  if (params && params.grant_type === 'client_credentials') params.scope ??= offers[0];
  return params?.scope as string | undefined;
}
