import { LANGUAGES } from '@greenledger/contracts';
import { Provider, interactionPolicy, type Adapter, type Client, type Configuration } from 'oidc-provider';
import { ArtifactAdapter } from './artifact-adapter.js';
import { hasBasicCredentials } from './basic-credentials.js';
import { burnMisusedCode } from './burn-code.js';
import { ClientAdapter, type ReadsKeysAgain } from './client-adapter.js';
import { matchesSecret } from './client-secret.js';
import type { Clients } from './clients.js';
import type { DataSource } from 'typeorm';
import type { SandboxLog } from '../sandbox/sandbox-log.js';
import { sha256 } from './digest.js';
import { renderErrorPage } from './error-page.js';
import { GrantAdapter } from './grant-adapter.js';
import { AttemptWindows } from './limits/attempt-limits.js';
import { countClientAttempt, limitAttempts } from './limits/limit-attempts.js';
import type { LiveGrants } from './live-grants.js';
import { NoSessionAdapter } from './no-session-adapter.js';
import { issuerOf, type OAuthSettings } from './oauth-settings.js';
import { observeSandbox } from './observe-sandbox.js';
import { providerFeatures, judgeAssertion } from './provider-features.js';
import { answerInProfile } from './answer-profile.js';
import { addTokenMembers } from './token-members.js';
import { refuseTokenRequests } from './token-request-rules.js';
import { TokenReuse } from './token-reuse.js';

/** Every authorize request asks the customer, on one page that is sign-in and consent at once; the portal shows it. */
function consentPolicy(): interactionPolicy.DefaultPolicy {
  const { Prompt, Check } = interactionPolicy;
  const undecided = new Check('customer_decision', 'the customer must decide', (ctx) => !ctx.oidc.result?.consent?.grantId);
  const policy = [new Prompt({ name: 'login', requestable: true }), new Prompt({ name: 'consent', requestable: true }, undecided)];
  return policy as unknown as interactionPolicy.DefaultPolicy;
}

/** The OAuth 2.0 server (oidc-provider), mounted at `/oauth`. */
export function createProvider(
  settings: OAuthSettings,
  clients: Clients,
  grants: LiveGrants,
  sandbox: SandboxLog,
  keys: ReadsKeysAgain,
): Provider {
  const mutualTls = settings.clientCertificateHeader !== undefined;
  const tlsSubjects = settings.clientAuthorities !== undefined;
  const reuse = new TokenReuse(grants.dataSource, settings);
  const adapterFor = (model: string): Adapter => {
    if (model === 'Client') return new ClientAdapter(clients, { mutualTls, tlsSubjects }, keys);
    if (model === 'Grant') return new GrantAdapter(grants);
    if (model === 'Session') return new NoSessionAdapter();
    return new ArtifactAdapter(model, grants.dataSource, reuse);
  };

  const provider = new Provider(issuerOf(settings), {
    adapter: adapterFor,
    jwks: settings.jwks,
    scopes: [],
    discovery: { registration_endpoint: `${issuerOf(settings)}/register`, ui_locales_supported: [...LANGUAGES] },
    responseTypes: ['code'],
    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      ...(mutualTls ? (['self_signed_tls_client_auth'] as const) : []),
      ...(tlsSubjects ? (['tls_client_auth'] as const) : []),
    ],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256', 'ES256', 'Ed25519', 'EdDSA'] },
    assertJwtClientAuthClaimsAndHeader: judgeAssertion(settings),
    clockTolerance: 10,
    // Certification row OAD003: a request without redirect_uri is malformed, also when only one is registered.
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: (_ctx, client) => client.pkce_required !== false },
    extraClientMetadata: {
      properties: ['espi_scopes', 'answer_profile', 'pkce_required', 'in_production', 'in_sandbox', 'application_information_id'],
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      revocation: '/revoke',
      introspection: '/introspect',
      pushed_authorization_request: '/par',
      jwks: '/jwks',
    },
    ttl: lifetimes(settings),
    interactions: { url: (_ctx, { uid, params }) => consentPage(uid, params.ui_locales), policy: consentPolicy() },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => true,
    expiresWithSession: () => false,
    // A code or refresh token used twice, and a revoked refresh token, end all tokens: the company must ask the customer again.
    revokeGrantPolicy: (ctx) => !(ctx.oidc.route === 'revocation' && ctx.oidc.entities.AccessToken),
    clientBasedCORS: () => false,
    cookies: { keys: [...settings.cookieKeys] },
    renderError: (ctx, out, error) => renderErrorPage(ctx, out, error, settings.defaultLanguage),
    features: providerFeatures(settings),
  } as Configuration);
  // Protocol and host come from X-Forwarded-*, which `mount.ts` sets to the public origin whatever was sent.
  provider.proxy = true;
  keepSecretsHashed(provider);
  detectReplays(provider, grants.dataSource);
  provider.use(limitAttempts(new AttemptWindows(settings.limits), settings.proxies, settings.defaultLanguage));
  provider.use(refuseTokenRequests((ctx) => hasBasicCredentials(ctx, clients)));
  provider.use(answerInProfile());
  provider.use(addTokenMembers(settings, grants));
  provider.use(burnMisusedCode(grants.dataSource));
  provider.use(observeSandbox(provider, sandbox));
  return provider;
}

/** Hands on the languages that the company asks for, so that the portal can follow them before anybody has signed in. */
function consentPage(interactionId: string, uiLocales: unknown): string {
  const asked = typeof uiLocales === 'string' ? `?${new URLSearchParams({ ui_locales: uiLocales }).toString()}` : '';
  return `/consent/${interactionId}${asked}`;
}

function lifetimes(settings: OAuthSettings): Configuration['ttl'] {
  return {
    AuthorizationCode: settings.codeSeconds,
    AccessToken: settings.accessTokenSeconds,
    ClientCredentials: settings.accessTokenSeconds,
    RefreshToken: settings.refreshTokenSeconds,
    Interaction: settings.interactionSeconds,
    Session: settings.interactionSeconds,
    Grant: settings.refreshTokenSeconds,
  };
}

/** The provider looks and then writes; one statement makes sure that of many requests at once, also in two processes, one is first. */
function detectReplays(provider: Provider, dataSource: DataSource): void {
  const detection = provider.ReplayDetection as unknown as { unique(iss: string, jti: string, exp: number): Promise<boolean> };
  detection.unique = async (iss, jti, exp) => {
    const rows = await dataSource.query<unknown[]>(
      `INSERT INTO oauth_artifact (model, id_sha256, payload, expires_at) VALUES ('ReplayDetection', $1, '{}', $2)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [sha256(`${iss} ${jti}`), exp],
    );
    return rows.length === 1;
  };
}

/** The provider compares a plain secret by default; ours are hashes, compared in constant time after the attempt was counted. */
function keepSecretsHashed(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as { compareClientSecret(actual: string): Promise<boolean> };
  prototype.compareClientSecret = async function (this: Client, actual: string): Promise<boolean> {
    countClientAttempt(this.clientId);
    return matchesSecret(actual, this.clientSecret ?? '');
  };
}
