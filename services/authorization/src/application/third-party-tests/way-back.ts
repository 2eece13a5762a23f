import { testText, type TestText } from '@greenledger/contracts';
import { authorizeRequest, belongsTo, consentOf, isAt, targetOf, type AuthorizeRequest } from './authorize-request.js';
import type { SandboxSide } from './sandbox-side.js';
import type { Answer, TestContext } from './test-context.js';

/** To the consent page and, by a customer who declines, back to a registered redirect URI. In production it ends at the page. */
export async function wayBack(context: TestContext, redirectUri: string, sandbox: SandboxSide): Promise<void> {
  const { origin, company } = context;
  const request = authorizeRequest(context, redirectUri);
  const shown = await context.ours(request.url);
  const interactionId = consentOf(shown, origin);
  const inProduction = company.status === 'production';
  const about = testText('withRedirectUri', redirectUri);
  const step = `GET ${origin}/oauth/authorize`;
  if (inProduction || interactionId === undefined) {
    const passed = interactionId !== undefined;
    const found = passed ? [testText('toConsent')] : refusalOf(shown, request, origin);
    context.note(step, testText(inProduction ? 'needConsentPage' : 'needDenied'), shown, {
      about,
      passed,
      found,
      advice: testText('correctRedirect'),
    });
    return;
  }
  const returnTo = await sandbox.decline(interactionId);
  const answer = await context.ours(new URL(returnTo, origin).href, { headers: { cookie: shown.cookies.join('; ') } });
  const back = targetOf(answer, origin);
  const home = back !== undefined && isAt(back, redirectUri);
  context.note(step, testText('needDenied'), answer, {
    about,
    passed: home && back.searchParams.get('error') === 'access_denied' && belongsTo(back, request, origin),
    found: refusalOf(answer, request, origin),
    advice: testText('correctRedirect'),
  });
}

/** What an answer of the authorize endpoint that is no code says. */
export function refusalOf(answer: Answer, request: AuthorizeRequest, origin: string): TestText[] {
  const back = targetOf(answer, origin);
  if (!back || !isAt(back, request.redirectUri)) return [testText('noWayBack')];
  const error = back.searchParams.get('error');
  const told = error === null ? testText('noOauthError') : testText('oauthError', error, back.searchParams.get('error_description') ?? '');
  return [told, ...(belongsTo(back, request, origin) ? [] : [testText('stateOrIssuerWrong')])];
}
