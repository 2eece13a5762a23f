import { testText } from '@greenledger/contracts';
import { authorizeRequest } from './authorize-request.js';
import { observedJourney } from './observed-journey.js';
import { ownCredentials } from './own-credentials.js';
import { actAsClient } from './sandbox-client.js';
import type { SandboxSide } from './sandbox-side.js';
import type { TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { memberOf, oauthErrorOf, tokenRequest } from './token-request.js';
import { wayBack } from './way-back.js';

/** In no code of ours: a code of the server has no such form. */
const WRONG_CODE = 'not-a-code';

/**
 * Test 2: an unregistered redirect URI is refused; every registered one is come back to by a customer who says no, and answers;
 * and then the whole flow with the sandbox customer, who says yes: authorize, a real code, tokens, a fetch, a refresh. The flow
 * is the one that the company's software was seen at, or one that this test makes in its place.
 */
export async function testOAuth(context: TestContext, credentials: TestCredentials, sandbox: SandboxSide): Promise<void> {
  const { redirectUris, status } = context.company;
  await unregisteredRedirect(context);
  for (const redirectUri of redirectUris) {
    if (!credentials.pushedRequestsOnly) await wayBack(context, redirectUri, sandbox);
    await callback(context, redirectUri);
  }
  if (credentials.canActAsClient) await wrongCode(context, credentials);
  // In production there is no sandbox: a code is for customers.
  if (status === 'production') return;
  if (!ownCredentials(context, credentials)) return;
  if (sandbox.madeBy === 'company' || !credentials.canActAsClient) observedJourney(context, await sandbox.observed());
  else await actAsClient(context, credentials, sandbox);
}

async function unregisteredRedirect(context: TestContext): Promise<void> {
  const wrong = `${context.company.redirectUris[0]!}x`;
  const answer = await context.ours(authorizeRequest(context, wrong).url);
  context.note(`GET ${context.origin}/oauth/authorize`, testText('needNoRedirect'), answer, {
    about: testText('withRedirectUri', wrong),
    passed: answer.status >= 400 && answer.location === null,
    found: [answer.location ? testText('redirected') : testText('notRedirected')],
    advice: testText('tellUtility'),
  });
}

/** As the browser of a customer who said no. */
async function callback(context: TestContext, redirectUri: string): Promise<void> {
  const url = new URL(redirectUri);
  url.searchParams.set('error', 'access_denied');
  url.searchParams.set('state', 'test');
  const answer = await context.theirs(url.href);
  context.note(`GET ${url.href}`, testText('needOwnPage'), answer, {
    passed: answer.status >= 200 && answer.status < 500 && answer.status !== 404,
    advice: testText('answerDenial'),
  });
}

async function wrongCode(context: TestContext, credentials: TestCredentials): Promise<void> {
  const url = `${context.origin}/oauth/token`;
  const [redirect_uri] = context.company.redirectUris as [string];
  const { verifier } = authorizeRequest(context, redirect_uri);
  const form = { grant_type: 'authorization_code', code: WRONG_CODE, redirect_uri, code_verifier: verifier };
  const answer = await context.ours(url, tokenRequest(context, credentials, form));
  const errors = oauthErrorOf(answer);
  context.note(`POST ${url}`, testText('needInvalidGrant'), answer, {
    about: testText('wrongCode'),
    passed: answer.status === 400 && memberOf(answer.body, 'error') === 'invalid_grant',
    found: errors.length > 0 ? errors : [testText('noOauthError')],
    advice: testText('lookAtAuthentication'),
  });
}
