import * as oauth from 'openid-client';
import type { CompanyCredentials } from './company-credentials.js';
import { summarizeFeed, type FeedSummary } from './espi-feed.js';
import { COMPANY_SCOPE, redirectUri } from './registration.js';

/** What the company holds of one customer after the code was exchanged. Tokens are secrets. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly scope: string;
  /** ESPI: where the readings are. */
  readonly resourceUri: string;
  /** ESPI: where the Authorization is. */
  readonly authorizationUri: string;
}

type Fetch = typeof fetch;

/** The company's side of OAuth and ESPI, made of an ordinary OAuth client. */
export class CompanyClient {
  readonly #pending = new Map<string, string>();

  private constructor(
    private readonly configuration: oauth.Configuration,
    readonly credentials: CompanyCredentials,
    private readonly fetch: Fetch,
  ) {}

  /** Reads the utility's OAuth metadata. `fetch` may add retries. */
  static async discover(origin: string, credentials: CompanyCredentials, fetchWith: Fetch = fetch): Promise<CompanyClient> {
    const configuration = await oauth.discovery(
      new URL(`${origin}/oauth`),
      credentials.clientId,
      undefined,
      oauth.ClientSecretBasic(credentials.clientSecret),
      { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests], [oauth.customFetch]: fetchWith as oauth.CustomFetch },
    );
    return new CompanyClient(configuration, credentials, fetchWith);
  }

  /** Where to send the customer's browser (authorization code flow with PKCE). */
  async startFlow(): Promise<URL> {
    const verifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    this.#pending.set(state, verifier);
    return oauth.buildAuthorizationUrl(this.configuration, {
      redirect_uri: redirectUri(this.credentials.port),
      scope: COMPANY_SCOPE,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /** Exchanges the code that came back for tokens. @throws Error of the OAuth library when the answer is refused or not ours. */
  async finishFlow(callback: URL): Promise<Grant> {
    const state = callback.searchParams.get('state') ?? '';
    const verifier = this.#pending.get(state);
    if (!verifier) throw new Error('This answer belongs to no flow that was started here; start again from the first page.');
    this.#pending.delete(state);
    return grantOf(await oauth.authorizationCodeGrant(this.configuration, callback, { pkceCodeVerifier: verifier, expectedState: state }));
  }

  async refresh(grant: Grant): Promise<Grant> {
    if (!grant.refreshToken) throw new Error('The utility gave no refresh token.');
    return grantOf(await oauth.refreshTokenGrant(this.configuration, grant.refreshToken), grant);
  }

  /** A token for the company itself: service status, authorizations. */
  async clientToken(): Promise<string> {
    return (await oauth.clientCredentialsGrant(this.configuration, { scope: COMPANY_SCOPE })).access_token;
  }

  get(uri: string, token: string): Promise<Response> {
    return this.fetch(uri, { headers: { authorization: `Bearer ${token}`, accept: 'application/atom+xml' } });
  }

  /** Whether a token opens a resource, without its content. */
  head(uri: string, token: string): Promise<Response> {
    return this.fetch(uri, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
  }

  /** Fetches all that the grant opens. @throws Error with the status when it is refused. */
  async fetchFeed(grant: Grant): Promise<FeedSummary> {
    const answer = await this.get(grant.resourceUri, grant.accessToken);
    if (answer.status !== 200 || !answer.body)
      throw new Error(`The feed answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    return summarizeFeed(answer.body);
  }
}

function grantOf(tokens: oauth.TokenEndpointResponse, before?: Grant): Grant {
  const member = (name: string, old: string | undefined): string => {
    const value = tokens[name] ?? old;
    if (typeof value !== 'string') throw new Error(`The token answer lacks the ESPI member ${name}.`);
    return value;
  };
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? before?.refreshToken,
    scope: tokens.scope ?? before?.scope ?? '',
    resourceUri: member('resourceURI', before?.resourceUri),
    authorizationUri: member('authorizationURI', before?.authorizationUri),
  };
}
