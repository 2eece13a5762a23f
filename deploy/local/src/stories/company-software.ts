import * as oauth from 'openid-client';

/** A sign-in that a browser was sent to, with what is needed to go on after it. */
export interface BegunFlow {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
}

/** The OAuth client of a company that registers: an ordinary one, that knows nothing of ours but the metadata document. */
export class CompanySoftware {
  private constructor(
    private readonly client: oauth.Configuration,
    private readonly redirectUri: string,
    private readonly scope: string,
  ) {}

  static async start(
    origin: string,
    { clientId, clientSecret, redirectUri, scope }: { clientId: string; clientSecret: string; redirectUri: string; scope: string },
  ): Promise<CompanySoftware> {
    const options = { algorithm: 'oauth2' as const, execute: [oauth.allowInsecureRequests] };
    const client = await oauth.discovery(new URL(`${origin}/oauth`), clientId, undefined, oauth.ClientSecretBasic(clientSecret), options);
    return new CompanySoftware(client, redirectUri, scope);
  }

  async begin(): Promise<BegunFlow> {
    const [verifier, state] = [oauth.randomPKCECodeVerifier(), oauth.randomState()];
    const url = oauth.buildAuthorizationUrl(this.client, {
      redirect_uri: this.redirectUri,
      scope: this.scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, verifier, state };
  }

  /** @param back where the browser came back to @throws what the token endpoint refuses */
  redeem({ verifier, state }: Omit<BegunFlow, 'url'>, back: string): Promise<oauth.TokenEndpointResponse> {
    return oauth.authorizationCodeGrant(this.client, new URL(back), { pkceCodeVerifier: verifier, expectedState: state });
  }

  refresh(refreshToken: string): Promise<oauth.TokenEndpointResponse> {
    return oauth.refreshTokenGrant(this.client, refreshToken);
  }
}
