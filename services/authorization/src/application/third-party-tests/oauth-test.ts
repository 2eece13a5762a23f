import { createHash, randomBytes } from 'node:crypto';
import type { TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { memberOf, tokenRequest } from './token-request.js';

/**
 * Test 2: the way to the authorize endpoint and back to each registered redirect URI, with `state` and `iss` (RFC 9207), an
 * unregistered URI refused, and the token endpoint. No customer is asked: before production the server answers
 * `unauthorized_client` after it has checked everything else.
 */
export async function testOAuth(context: TestContext, credentials: TestCredentials): Promise<void> {
  await unregisteredRedirect(context);
  for (const redirectUri of context.company.redirectUris) {
    await wayBack(context, redirectUri);
    await callback(context, redirectUri);
  }
  if (credentials.authMethod === 'client_secret_basic') await wrongCode(context, credentials);
}

async function unregisteredRedirect(context: TestContext): Promise<void> {
  const wrong = `${context.company.redirectUris[0]!}x`;
  const answer = await context.ours(authorizeUrl(context, wrong, 'state').href);
  context.note(
    `GET ${context.origin}/oauth/authorize with redirect_uri ${wrong}`,
    '400 and no redirect: redirect URIs match to the character',
    answer,
    {
      passed: answer.status >= 400 && answer.location === null,
      found: answer.location ? 'redirected' : 'not redirected',
      advice: 'This is our side: tell the utility.',
    },
  );
}

async function wayBack(context: TestContext, redirectUri: string): Promise<void> {
  const state = randomBytes(16).toString('base64url');
  const answer = await context.ours(authorizeUrl(context, redirectUri, state).href);
  const back =
    answer.location !== null && URL.canParse(answer.location, context.origin) ? new URL(answer.location, context.origin) : undefined;
  const error = back?.searchParams.get('error') ?? '';
  const home = back !== undefined && sameAddress(back, redirectUri);
  const toConsent = back !== undefined && back.pathname.startsWith('/consent/');
  const returned = home && error === 'unauthorized_client' && back.searchParams.get('state') === state;
  const description = back?.searchParams.get('error_description') ?? '';
  context.note(
    `GET ${context.origin}/oauth/authorize with redirect_uri ${redirectUri}, PKCE S256 and your scope`,
    'the consent page in production; before it, back to your redirect URI with your state and error unauthorized_client, and no other error',
    answer,
    {
      passed: returned || (context.company.status === 'production' && toConsent),
      found: home
        ? `back with error ${error || 'none'}${description && ` (${description})`}`
        : toConsent
          ? 'to the consent page'
          : 'no way back',
      advice: 'Correct what error_description names, in your details under redirect URIs or data sets.',
    },
  );
}

/** As the browser of a customer who said no. */
async function callback(context: TestContext, redirectUri: string): Promise<void> {
  const url = new URL(redirectUri);
  url.searchParams.set('error', 'access_denied');
  url.searchParams.set('state', 'test');
  const answer = await context.theirs(url.href);
  context.note(`GET ${url.href}`, 'a page of yours: any status below 500 except 404', answer, {
    passed: answer.status >= 200 && answer.status < 500 && answer.status !== 404,
    advice: 'Make your redirect URI answer a customer who said no; 404 and 5xx leave the customer stranded.',
  });
}

async function wrongCode(context: TestContext, credentials: TestCredentials): Promise<void> {
  const url = `${context.origin}/oauth/token`;
  const form = {
    grant_type: 'authorization_code',
    code: 'not-a-code',
    redirect_uri: context.company.redirectUris[0]!,
    code_verifier: randomBytes(32).toString('base64url'),
  };
  const answer = await context.ours(url, tokenRequest(context, credentials, form));
  const error = memberOf(answer.body, 'error');
  context.note(`POST ${url} (authorization_code with a wrong code)`, '400 invalid_grant: the client is known, the code is not', answer, {
    passed: answer.status === 400 && error === 'invalid_grant',
    found: `error ${error || 'none'}`,
    advice: 'The client was not accepted: look at its authentication method under Credentials.',
  });
}

function authorizeUrl({ company, origin }: TestContext, redirectUri: string, state: string): URL {
  const url = new URL(`${origin}/oauth/authorize`);
  const verifier = randomBytes(32).toString('base64url');
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: company.clientId,
    redirect_uri: redirectUri,
    scope: company.scopes[0]!,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

const sameAddress = (url: URL, registered: string): boolean => {
  const own = new URL(registered);
  return url.origin === own.origin && url.pathname === own.pathname;
};
