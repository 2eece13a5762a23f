import { Provider, interactionPolicy, type Adapter, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { ArtifactAdapter } from './artifact-adapter.js';
import { ClientAdapter } from './client-adapter.js';
import { matchesSecret } from './client-secret.js';
import type { Clients } from './clients.js';
import { renderErrorPage } from './error-page.js';
import { espiResource } from './espi-resource.js';
import { GrantAdapter } from './grant-adapter.js';
import type { LiveGrants } from './live-grants.js';
import { NoSessionAdapter } from './no-session-adapter.js';
import { espiBase, issuerOf, type OAuthSettings } from './oauth-settings.js';
import { addTokenMembers } from './token-members.js';

/** Every authorize request asks the customer, on one page that is sign-in and consent at once; the portal shows it. */
function consentPolicy(): interactionPolicy.DefaultPolicy {
  const { Prompt, Check } = interactionPolicy;
  const undecided = new Check('customer_decision', 'the customer must decide', (ctx) => !ctx.oidc.result?.consent?.grantId);
  const policy = [new Prompt({ name: 'login', requestable: true }), new Prompt({ name: 'consent', requestable: true }, undecided)];
  return policy as unknown as interactionPolicy.DefaultPolicy;
}

/** The OAuth 2.0 server (oidc-provider), mounted at `/oauth`. */
export function createProvider(settings: OAuthSettings, clients: Clients, grants: LiveGrants): Provider {
  const adapterFor = (model: string): Adapter => {
    if (model === 'Client') return new ClientAdapter(clients);
    if (model === 'Grant') return new GrantAdapter(grants);
    if (model === 'Session') return new NoSessionAdapter();
    return new ArtifactAdapter(model, grants.dataSource);
  };
  const ownToken = (_ctx: KoaContextWithOIDC, client: Client, token: { clientId?: string }): boolean => token.clientId === client.clientId;

  const provider = new Provider(issuerOf(settings), {
    adapter: adapterFor,
    jwks: settings.jwks,
    scopes: [],
    discovery: { registration_endpoint: `${issuerOf(settings)}/register` },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    pkce: { required: (_ctx, client) => client.pkce_required !== false },
    extraClientMetadata: { properties: ['espi_scopes', 'pkce_required', 'in_production', 'application_information_id'] },
    routes: {
      authorization: '/authorize',
      token: '/token',
      revocation: '/revoke',
      introspection: '/introspect',
      jwks: '/jwks',
    },
    ttl: {
      AuthorizationCode: settings.codeSeconds,
      AccessToken: settings.accessTokenSeconds,
      ClientCredentials: settings.accessTokenSeconds,
      RefreshToken: settings.refreshTokenSeconds,
      Interaction: settings.interactionSeconds,
      Session: settings.interactionSeconds,
      Grant: settings.refreshTokenSeconds,
    },
    interactions: { url: (_ctx, interaction) => `/consent/${interaction.uid}`, policy: consentPolicy() },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => true,
    expiresWithSession: () => false,
    // A revoked or replayed token of a grant ends them all: the company must ask the customer again.
    revokeGrantPolicy: () => true,
    clientBasedCORS: () => false,
    cookies: { keys: [...settings.cookieKeys] },
    renderError: renderErrorPage,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: ownToken },
      revocation: { enabled: true, allowedPolicy: ownToken },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => espiBase(settings),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, indicator, client) => espiResource(ctx, indicator, client, settings),
      },
    },
  });
  // Behind the origin proxy: protocol and host come from X-Forwarded-*.
  provider.proxy = true;
  keepSecretsHashed(provider);
  provider.use(addTokenMembers(settings, grants));
  return provider;
}

/** The provider compares a plain secret by default; ours are hashes, compared in constant time. */
function keepSecretsHashed(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as { compareClientSecret(actual: string): Promise<boolean> };
  prototype.compareClientSecret = function (this: Client, actual: string): Promise<boolean> {
    return matchesSecret(actual, this.clientSecret ?? '');
  };
}
