import { createHash } from 'node:crypto';
import { errors, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { mutualTlsFeature } from './client-certificates/mutual-tls.js';
import { espiResource } from './espi-resource.js';
import { espiBase, issuerOf, type OAuthSettings } from './oauth-settings.js';

const ownToken = (_ctx: KoaContextWithOIDC, client: Client, token: { clientId?: string }): boolean => token.clientId === client.clientId;

/** What the OAuth server can do beyond the code flow; everything else of the provider is off. */
export function providerFeatures(settings: OAuthSettings): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: ownToken },
    revocation: { enabled: true, allowedPolicy: ownToken },
    pushedAuthorizationRequests: { enabled: true },
    // A nonce is demanded: a proof cannot be made in advance (RFC 9449 section 8).
    dPoP: {
      enabled: true,
      requireNonce: () => true,
      nonceSecret: createHash('sha256')
        .update(`dpop ${settings.cookieKeys[0] ?? ''}`)
        .digest(),
    },
    ...mutualTlsFeature(settings),
    resourceIndicators: {
      enabled: true,
      defaultResource: () => espiBase(settings),
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, indicator, client) => espiResource(ctx, indicator, client, settings),
    },
  } as Configuration['features'];
}

/** FAPI 2.0 section 5.3.2.1: the audience of an assertion is the issuer, as one string; RFC 8725 section 3.10: no foreign keys. */
export function judgeAssertion(settings: OAuthSettings) {
  return (_ctx: KoaContextWithOIDC, claims: { aud?: unknown; sub?: unknown; iss?: unknown }, header: object): void => {
    // Keys come from the registration only; a client that points elsewhere is mistaken, or is not the client.
    if (['jku', 'x5u', 'x5c', 'jwk'].some((name) => Object.hasOwn(header, name))) {
      throw new errors.InvalidClientAuth('the assertion brings a key along');
    }
    if (claims.aud !== issuerOf(settings)) throw new errors.InvalidClientAuth('aud must be the issuer, as a string');
    if (claims.sub !== claims.iss) throw new errors.InvalidClientAuth('sub and iss must both be the client_id');
  };
}
