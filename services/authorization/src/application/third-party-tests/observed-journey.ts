import { testText, type SandboxRequestView, type SandboxStep, type TestText, type TestTextCode } from '@greenledger/contracts';
import { journeyOf } from '../../sandbox/journey.js';
import { withoutAnswer, type TestContext } from './test-context.js';

interface Words {
  readonly path: string;
  readonly expected: TestTextCode;
  readonly advice: TestTextCode;
}

const WORDS: Record<Exclude<SandboxStep, 'revoke'>, Words> = {
  authorize: { path: 'GET /oauth/authorize', expected: 'needAuthorize', advice: 'sendAuthorize' },
  consent: { path: 'POST /consent', expected: 'needConsent', advice: 'agreeInBrowser' },
  token: { path: 'POST /oauth/token', expected: 'needRedeemed', advice: 'redeemAtOnce' },
  resource: { path: 'GET /DataCustodian/espi/1_1/resource/Batch/Subscription', expected: 'needFetched', advice: 'fetchSubscription' },
  refresh: { path: 'POST /oauth/token', expected: 'needRefreshed', advice: 'refreshWithToken' },
};

/** Judges what the company's own software was seen doing within a day, up to the first step that it has not done well. */
export function observedJourney(context: TestContext, requests: readonly SandboxRequestView[]): void {
  for (const { step, done, refused } of journeyOf(requests)) {
    const { path, expected, advice } = WORDS[step];
    const [method, ...rest] = path.split(' ');
    const answer = { status: 0, location: null, body: '', cookies: [] };
    const found = done ? detailsOf(done) : refused ? refusalOf(refused) : undefined;
    context.note(`${method} ${context.origin}${rest.join(' ')}`, testText(expected), found ? answer : withoutAnswer(testText('notSeen')), {
      about: testText('bySoftware'),
      passed: done !== undefined,
      found: found ?? [],
      advice: testText(advice),
    });
    if (!done) return;
  }
}

function detailsOf({ at, authentication, pkce, step }: SandboxRequestView): TestText[] {
  const details = [testText('seenAt', at)];
  if (authentication !== '') details.push(testText('clientAuthentication', authentication));
  if (step === 'authorize' || step === 'token') details.push(testText(pkce ? 'pkceUsed' : 'pkceMissing'));
  return details;
}

function refusalOf({ at, refusal }: SandboxRequestView): TestText[] {
  return [testText('oauthError', refusal!.error, refusal!.description), testText('seenAt', at)];
}
