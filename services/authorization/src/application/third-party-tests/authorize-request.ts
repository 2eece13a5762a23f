import { createHash, randomBytes } from 'node:crypto';
import type { Answer, TestContext } from './test-context.js';

/** A request to the authorize endpoint with everything that a client needs to go on. */
export interface AuthorizeRequest {
  readonly url: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string;
}

/** With PKCE S256, a fresh state and the first scope that is registered. */
export function authorizeRequest({ company, origin }: TestContext, redirectUri: string): AuthorizeRequest {
  const [state, verifier] = [16, 32].map((bytes) => randomBytes(bytes).toString('base64url')) as [string, string];
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: company.clientId,
    redirect_uri: redirectUri,
    scope: company.scopes[0]!,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: `${origin}/oauth/authorize?${query.toString()}`, redirectUri, state, verifier };
}

/** Where an answer sends the browser; `undefined` when it does not. */
export function targetOf({ location }: Answer, origin: string): URL | undefined {
  return location !== null && URL.canParse(location, origin) ? new URL(location, origin) : undefined;
}

/** The id of the request that waits on the consent page; `undefined` when the answer leads elsewhere. */
export function consentOf(answer: Answer, origin: string): string | undefined {
  const target = targetOf(answer, origin);
  return target?.origin === new URL(origin).origin ? /^\/consent\/([^/]+)$/.exec(target.pathname)?.[1] : undefined;
}

export function isAt(target: URL | undefined, redirectUri: string): boolean {
  const own = new URL(redirectUri);
  return target?.origin === own.origin && target.pathname === own.pathname;
}

/** Whether an answer of the authorize endpoint is ours to this request: its state, and the issuer (RFC 9207). */
export function belongsTo({ searchParams }: URL, { state }: AuthorizeRequest, origin: string): boolean {
  return searchParams.get('state') === state && searchParams.get('iss') === `${origin}/oauth`;
}
