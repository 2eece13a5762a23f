import { testText } from '@greenledger/contracts';
import { batchListDocument } from '@greenledger/espi';
import { ownCredentials } from './own-credentials.js';
import { withoutAnswer, type TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { memberOf, oauthErrorOf, tokenRequest } from './token-request.js';

const DAY_MS = 86_400_000;

/** Test 1 (notes/peers.md section 2.4): metadata, a client access token, ReadServiceStatus 1, and the company's notify URI answers. */
export async function testConnectivity(context: TestContext, credentials: TestCredentials): Promise<void> {
  const { origin, espi } = context;
  const metadata = `${origin}/.well-known/oauth-authorization-server/oauth`;
  const described = await context.ours(metadata);
  const issuer = memberOf(described.body, 'issuer');
  context.note(`GET ${metadata}`, testText('needMetadata', `${origin}/oauth`), described, {
    passed: described.status === 200 && issuer === `${origin}/oauth`,
    found: [issuer ? testText('issuer', issuer) : testText('noIssuer')],
    advice: testText('tellUtility'),
  });
  const token = await (credentials.authMethod === 'client_secret_basic' ? ownToken : observedToken)(context, credentials);
  if (token) {
    const status = await context.ours(`${espi}/ReadServiceStatus`, { headers: { authorization: `Bearer ${token}` } });
    const current = /<(?:espi:)?currentStatus>(\d+)</.exec(status.body)?.[1];
    context.note(`GET ${espi}/ReadServiceStatus`, testText('needStatusOne'), status, {
      passed: status.status === 200 && current === '1',
      found: [current ? testText('currentStatus', current) : testText('noCurrentStatus')],
      advice: testText('tryLater'),
    });
  }
  await notifyUri(context);
}

async function ownToken(context: TestContext, credentials: TestCredentials): Promise<string> {
  const url = `${context.origin}/oauth/token`;
  if (!ownCredentials(context, credentials)) return '';
  const form = { grant_type: 'client_credentials', scope: context.company.scopes[0]! };
  const answer = await context.ours(url, tokenRequest(context, credentials, form));
  const token = memberOf(answer.body, 'access_token');
  context.note(`POST ${url}`, testText('needToken'), answer, {
    about: testText('clientCredentials'),
    passed: answer.status === 200 && token !== '',
    found: oauthErrorOf(answer),
    advice: testText('correctScope'),
  });
  return token;
}

/** Only the company can sign, or open a TLS connection, with its private key, so its own request is what counts. */
async function observedToken(context: TestContext, { lastTokenAt }: TestCredentials): Promise<string> {
  const fresh = lastTokenAt !== null && Date.now() - Date.parse(lastTokenAt) < DAY_MS;
  const failure = lastTokenAt === null ? testText('neverAsked') : testText('lastAsked', lastTokenAt);
  const answer = fresh ? { status: 200, location: null, body: '', cookies: [] } : withoutAnswer(failure);
  context.note(`POST ${context.origin}/oauth/token`, testText('needOwnToken'), answer, {
    about: testText('bySoftware'),
    passed: fresh,
    found: lastTokenAt === null ? [] : [testText('seenAt', lastTokenAt)],
    advice: testText('askWithSoftware'),
  });
  return '';
}

async function notifyUri(context: TestContext): Promise<void> {
  const { notifyUri: url, applicationInformationId } = context.company;
  const body = batchListDocument([`${context.espi}/ApplicationInformation/${applicationInformationId}`]);
  const answer = await context.theirs(url, { method: 'POST', headers: { 'content-type': 'application/xml' }, body });
  context.note(`POST ${url}`, testText('needNotifyAnswer'), answer, {
    about: testText('notifyBatchList'),
    passed: answer.status >= 200 && answer.status < 300,
    advice: testText('correctNotifyUri'),
  });
}
