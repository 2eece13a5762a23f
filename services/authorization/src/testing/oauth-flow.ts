import * as client from 'openid-client';
import { Browser } from './browser.js';
import { CALLBACK, SCOPE, type Company, type Rig } from './rig.js';

export const CUSTOMER = '7f1d2c9e-0000-4000-8000-000000000001';
export const choice = { usagePointIds: ['up-1'], dataSets: ['usage'], authorizedUntil: null, historyLength: 34_214_400 } as const;
export const consent = { textDigest: 'a'.repeat(64), locale: 'en', method: 'online' } as const;

/** An ordinary OAuth client that finds everything by the metadata document (RFC 8414). */
export function discover(rig: Rig, company: Company, authentication?: client.ClientAuth): Promise<client.Configuration> {
  return client.discovery(
    new URL(`${rig.origin}/oauth`),
    company.clientId,
    company.clientSecret,
    authentication ?? client.ClientSecretBasic(),
    {
      algorithm: 'oauth2',
      execute: [client.allowInsecureRequests],
    },
  );
}

export interface Begun {
  readonly browser: Browser;
  readonly interactionId: string;
  readonly verifier: string;
  readonly state: string;
}

/** Sends the browser to the authorize endpoint, up to the consent page. `pkce: false` as clients older than RFC 7636 do. */
export async function begin(
  config: client.Configuration,
  { scope = SCOPE, pkce = true, extra = {} as Record<string, string> } = {},
): Promise<Begun> {
  const browser = new Browser();
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope,
    state,
    ...extra,
    ...(pkce && { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
  });
  const response = await browser.get(url.href);
  const location = response.headers.get('location') ?? '';
  const interactionId = /^\/consent\/([^/]+)$/.exec(location)?.[1];
  if (!interactionId) throw new Error(`no consent page: ${response.status} ${location} ${await response.text()}`);
  return { browser, interactionId, verifier, state };
}

/** Follows the way back from the consent page. @returns the URL at the company */
export async function resume({ browser }: Begun, returnTo: string): Promise<URL> {
  const response = await browser.get(returnTo);
  const location = response.headers.get('location');
  if (!location) throw new Error(`no way back: ${response.status} ${await response.text()}`);
  return new URL(location);
}

/** The customer approves on the portal. */
export async function approve(rig: Rig, begun: Begun, changed: object = {}): Promise<{ authorizationId: string; callback: URL }> {
  const request = { interactionId: begun.interactionId, customerId: CUSTOMER, choice: { ...choice, ...changed }, consent };
  const { authorizationId, returnTo } = await rig.ask('portal', 'authorization.approve-consent', request);
  return { authorizationId, callback: await resume(begun, returnTo) };
}

export async function authorize(rig: Rig, config: client.Configuration, changed: object = {}, scope = SCOPE) {
  const begun = await begin(config, { scope });
  const { authorizationId, callback } = await approve(rig, begun, changed);
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: begun.verifier, expectedState: begun.state });
  return { authorizationId, callback, begun, tokens };
}
