import { testText } from '@greenledger/contracts';
import { authorizeRequest, belongsTo, consentOf, isAt, targetOf, type AuthorizeRequest } from './authorize-request.js';
import type { SandboxSide } from './sandbox-side.js';
import type { Answer, TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { memberOf, oauthErrorOf, tokenRequest } from './token-request.js';
import { refusalOf } from './way-back.js';

/** The sandbox readings may be on their way to delivery when the very first company asks. */
const FETCHES = 20;
const PAUSE_MS = 500;

const TOKEN_MEMBERS = ['access_token', 'refresh_token', 'scope', 'resourceURI', 'authorizationURI'];

/** Goes the whole way in the company's place, from the authorize endpoint to a revoked token; ends at the first step that fails. */
export async function actAsClient(context: TestContext, credentials: TestCredentials, sandbox: SandboxSide): Promise<void> {
  const [redirectUri] = context.company.redirectUris as [string];
  const request = authorizeRequest(context, redirectUri);
  const code = await consentedCode(context, request, sandbox);
  if (code === undefined) return;
  const tokens = await redeem(context, credentials, request, code);
  if (!tokens) return;
  const accessToken = memberOf(tokens.body, 'access_token');
  if (!(await fetchReadings(context, memberOf(tokens.body, 'resourceURI'), accessToken))) return;
  const refreshed = await refresh(context, credentials, memberOf(tokens.body, 'refresh_token'));
  if (refreshed) await revoke(context, credentials, memberOf(refreshed.body, 'refresh_token'));
}

async function consentedCode(context: TestContext, request: AuthorizeRequest, sandbox: SandboxSide): Promise<string | undefined> {
  const { origin } = context;
  const shown = await context.ours(request.url);
  const interactionId = consentOf(shown, origin);
  const returnTo = interactionId && (await sandbox.approve(interactionId));
  const answer = returnTo ? await context.ours(new URL(returnTo, origin).href, { headers: { cookie: shown.cookies.join('; ') } }) : shown;
  const back = targetOf(answer, origin);
  const code = isAt(back, request.redirectUri) && belongsTo(back!, request, origin) ? back!.searchParams.get('code') : null;
  const passed = context.note(`GET ${origin}/oauth/authorize`, testText('needCode'), answer, {
    about: testText('consented'),
    passed: code !== null,
    found: code === null ? refusalOf(answer, request, origin) : [testText('backWithCode')],
    advice: testText('correctRedirect'),
  });
  return passed ? code! : undefined;
}

async function redeem(
  context: TestContext,
  credentials: TestCredentials,
  { redirectUri, verifier }: AuthorizeRequest,
  code: string,
): Promise<Answer | undefined> {
  const url = `${context.origin}/oauth/token`;
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const answer = await context.ours(url, tokenRequest(context, credentials, form));
  const passed = context.note(`POST ${url}`, testText('needTokens'), answer, {
    about: testText('redeemsCode'),
    ...judgedTokens(answer),
    advice: testText('lookAtAuthentication'),
  });
  return passed ? answer : undefined;
}

async function fetchReadings(context: TestContext, url: string, accessToken: string): Promise<boolean> {
  const fetched = (): Promise<Answer> => context.ours(url, { headers: { authorization: `Bearer ${accessToken}` } });
  let answer = await fetched();
  for (let tries = 1; tries < FETCHES && isOnItsWay(answer); tries++) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    answer = await fetched();
  }
  return context.note(`GET ${url}`, testText('needReadings'), answer, {
    about: testText('withAccessToken'),
    passed: holdsReadings(answer),
    found: answer.status === 200 && !holdsReadings(answer) ? [testText('noReadings')] : [],
    advice: testText('tryLater'),
  });
}

/** Delivery answers 403 for usage points that it has not heard of yet. */
const isOnItsWay = (answer: Answer): boolean => [200, 403, 503].includes(answer.status) && !holdsReadings(answer);
const holdsReadings = ({ status, body }: Answer): boolean => status === 200 && body.includes('IntervalReading>');

async function refresh(context: TestContext, credentials: TestCredentials, refreshToken: string): Promise<Answer | undefined> {
  const url = `${context.origin}/oauth/token`;
  const answer = await context.ours(url, tokenRequest(context, credentials, { grant_type: 'refresh_token', refresh_token: refreshToken }));
  const passed = context.note(`POST ${url}`, testText('needRefreshed'), answer, {
    about: testText('refreshes'),
    ...judgedTokens(answer),
    advice: testText('tellUtility'),
  });
  return passed ? answer : undefined;
}

async function revoke(context: TestContext, credentials: TestCredentials, token: string): Promise<void> {
  const url = `${context.origin}/oauth/revoke`;
  const answer = await context.ours(url, tokenRequest(context, credentials, { token }));
  context.note(`POST ${url}`, testText('needRevoked'), answer, {
    about: testText('revokes'),
    passed: answer.status === 200,
    found: oauthErrorOf(answer),
    advice: testText('tellUtility'),
  });
}

function judgedTokens(answer: Answer) {
  const missing = TOKEN_MEMBERS.filter((member) => memberOf(answer.body, member) === '');
  const found = oauthErrorOf(answer);
  if (answer.status === 200 && missing.length > 0) found.push(testText('missingMembers', missing.join(', ')));
  return { passed: answer.status === 200 && missing.length === 0, found };
}
