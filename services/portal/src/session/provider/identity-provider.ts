import type { Language } from '@greenledger/contracts';
import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { PortalConfiguration } from '../../portal-configuration.js';
import type { Identity } from '../accounts.js';

export const CALLBACK_PATH = '/sign-in/provider/callback';
/** Seconds that the provider may take for one answer. */
const PATIENCE = 5;

/** What one sign-in has to remember between leaving and coming back. */
export interface Leaving {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0), as long as it knows the visitor by this ID token. */
export interface ProviderSignOut {
  readonly endSessionEndpoint: string;
  readonly idToken: string;
}

/** Who came back, and the way out again when the provider has one. */
export interface SignedIn {
  readonly identity: Identity;
  readonly signOut: ProviderSignOut | undefined;
}

export type ProviderRefusal = 'declined' | 'notACustomer' | 'failed';

/** The provider sent nobody back that may enter; `reason` decides what the page says. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
  constructor(
    readonly reason: ProviderRefusal,
    cause?: unknown,
  ) {
    super(`sign-in at the identity provider: ${reason}`, { cause });
  }
}

/**
 * Sign-in at an OpenID Connect provider that is named by configuration: code flow with PKCE, state and nonce, everything else
 * from its discovery document. Who comes back is a customer by the claim that carries the utility's customer number.
 */
@Injectable()
export class IdentityProvider {
  #discovered: Promise<client.Configuration> | undefined;

  constructor(@Inject(PortalConfiguration) private readonly configuration: PortalConfiguration) {}

  /** As it stands on the button; undefined when none is configured. */
  get displayName(): string | undefined {
    return this.configuration.OIDC_ISSUER && this.configuration.OIDC_PROVIDER_NAME;
  }

  /**
   * What the browser brings to the end session endpoint, by GET: a provider's cookies seldom come along with a form posted from another
   * site, and it could not tell whom to sign out. The ID token so stands in an address of its own issuer, and in none of ours.
   */
  signOutFields({ endSessionEndpoint, idToken }: ProviderSignOut): Readonly<Record<string, string>> {
    const { OIDC_CLIENT_ID, PUBLIC_ORIGIN } = this.configuration;
    // A form replaces the query of its address.
    const query = Object.fromEntries(new URL(endSessionEndpoint).searchParams);
    return { ...query, id_token_hint: idToken, client_id: OIDC_CLIENT_ID ?? '', post_logout_redirect_uri: `${PUBLIC_ORIGIN}/` };
  }

  /** Where to send the browser; the provider is asked for the same language. @throws ProviderRefused `failed` when the provider cannot be reached */
  async leave(language: Language): Promise<{ readonly location: string; readonly leaving: Leaving }> {
    const provider = await this.#provider();
    const leaving = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier: client.randomPKCECodeVerifier() };
    const location = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#redirectUri(),
      scope: this.configuration.OIDC_SCOPE,
      ui_locales: language,
      state: leaving.state,
      nonce: leaving.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(leaving.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { location: location.href, leaving };
  }

  /** Who came back. @param query of the callback, with its question mark @throws ProviderRefused */
  async comeBack(query: string, { state, nonce, codeVerifier }: Leaving): Promise<SignedIn> {
    const provider = await this.#provider();
    try {
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${this.#redirectUri()}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const idToken = tokens.claims()!;
      const claim = this.configuration.OIDC_CUSTOMER_NUMBER_CLAIM;
      // Providers keep profile claims out of the ID token when there is an access token to ask with (OpenID Connect Core 5.4).
      const asked = idToken[claim] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
      const claims = asked ? { ...idToken, ...(await client.fetchUserInfo(provider, tokens.access_token, idToken.sub)) } : idToken;
      const { end_session_endpoint: endSessionEndpoint } = provider.serverMetadata();
      const signOut = endSessionEndpoint ? { endSessionEndpoint, idToken: tokens.id_token! } : undefined;
      return { identity: this.#identity(claims), signOut };
    } catch (error) {
      if (error instanceof ProviderRefused) throw error;
      throw new ProviderRefused(
        error instanceof client.AuthorizationResponseError && error.error === 'access_denied' ? 'declined' : 'failed',
        error,
      );
    }
  }

  #identity(claims: Record<string, unknown> & { readonly iss: string; readonly sub: string }): Identity {
    const customerNumber = claims[this.configuration.OIDC_CUSTOMER_NUMBER_CLAIM];
    if (typeof customerNumber !== 'string' || customerNumber === '') throw new ProviderRefused('notACustomer');
    const displayName = [claims['name'], claims['preferred_username']].find((name) => typeof name === 'string' && name !== '');
    return {
      userName: `${claims.iss} ${claims.sub}`,
      customerNumber,
      displayName: typeof displayName === 'string' ? displayName : customerNumber,
      role: 'customer',
    };
  }

  /** Discovered once; after a failure it is tried anew. */
  #provider(): Promise<client.Configuration> {
    this.#discovered ??= this.#discover().catch((error: unknown) => {
      this.#discovered = undefined;
      throw new ProviderRefused('failed', error);
    });
    return this.#discovered;
  }

  #discover(): Promise<client.Configuration> {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = this.configuration;
    const issuer = new URL(OIDC_ISSUER!);
    // Plain http is for a provider on the same machine only.
    const execute = ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname) ? [client.allowInsecureRequests] : [];
    const authentication = OIDC_CLIENT_SECRET === undefined ? client.None() : client.ClientSecretBasic(OIDC_CLIENT_SECRET);
    return client.discovery(issuer, OIDC_CLIENT_ID!, undefined, authentication, { execute, timeout: PATIENCE });
  }

  #redirectUri(): string {
    return `${this.configuration.PUBLIC_ORIGIN}${CALLBACK_PATH}`;
  }
}
