import { batchListDocument } from '@greenledger/espi';
import type { TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { memberOf, tokenRequest } from './token-request.js';

const DAY_MS = 86_400_000;

/** Test 1 (notes/peers.md section 2.4): metadata, a client access token, ReadServiceStatus 1, and the company's notify URI answers. */
export async function testConnectivity(context: TestContext, credentials: TestCredentials): Promise<void> {
  const { origin, espi } = context;
  const metadata = `${origin}/.well-known/oauth-authorization-server/oauth`;
  const described = await context.ours(metadata);
  const issuer = memberOf(described.body, 'issuer');
  context.note(`GET ${metadata}`, `200 with the issuer ${origin}/oauth (RFC 8414)`, described, {
    passed: described.status === 200 && issuer === `${origin}/oauth`,
    found: `issuer ${issuer || 'missing'}`,
    advice: 'This is our side: tell the utility.',
  });
  const token = await (credentials.authMethod === 'private_key_jwt' ? observedToken : ownToken)(context, credentials);
  if (token) {
    const status = await context.ours(`${espi}/ReadServiceStatus`, { headers: { authorization: `Bearer ${token}` } });
    const current = /<(?:espi:)?currentStatus>(\d+)</.exec(status.body)?.[1];
    context.note(`GET ${espi}/ReadServiceStatus`, '200 with currentStatus 1', status, {
      passed: status.status === 200 && current === '1',
      found: `currentStatus ${current ?? 'missing'}`,
      advice: 'This is our side: try again in some minutes, then tell the utility.',
    });
  }
  await notifyUri(context);
}

async function ownToken(context: TestContext, credentials: TestCredentials): Promise<string> {
  const url = `${context.origin}/oauth/token`;
  if (!credentials.hasOwn) {
    context.note(
      `POST ${url}`,
      'credentials of your own',
      { status: 0, location: null, body: '', failure: 'the client has no secret and no key yet' },
      {
        passed: false,
        advice: 'Create a client secret or register your public keys under Credentials, then run the test again.',
      },
    );
    return '';
  }
  const form = { grant_type: 'client_credentials', scope: context.company.scopes[0]! };
  const answer = await context.ours(url, tokenRequest(context, credentials, form));
  const token = memberOf(answer.body, 'access_token');
  context.note(`POST ${url} (client_credentials)`, '200 with an access_token', answer, {
    passed: answer.status === 200 && token !== '',
    found: memberOf(answer.body, 'error_description') || memberOf(answer.body, 'error'),
    advice: 'The registered scope or authentication method is not accepted: correct your details, or tell the utility the text above.',
  });
  return token;
}

/** Only the company can sign with its private key, so its own request is what counts. */
async function observedToken(context: TestContext, { lastTokenAt }: TestCredentials): Promise<string> {
  const fresh = lastTokenAt !== null && Date.now() - Date.parse(lastTokenAt) < DAY_MS;
  const failure = lastTokenAt === null ? 'your software has not asked for a token yet' : `your software last got a token at ${lastTokenAt}`;
  context.note(
    `POST ${context.origin}/oauth/token (client_credentials, private_key_jwt), made by your software`,
    'a successful request of your own within the last 24 hours, because only you have the private key',
    { status: 200, location: null, body: '', ...(!fresh && { failure }) },
    { passed: fresh, found: `at ${lastTokenAt}`, advice: 'Ask for a client access token with your own software, then run the test again.' },
  );
  return '';
}

async function notifyUri(context: TestContext): Promise<void> {
  const { notifyUri: url, applicationInformationId } = context.company;
  const body = batchListDocument([`${context.espi}/ApplicationInformation/${applicationInformationId}`]);
  const answer = await context.theirs(url, { method: 'POST', headers: { 'content-type': 'application/xml' }, body });
  context.note(`POST ${url} (a BatchList that names your ApplicationInformation)`, 'any status from 200 to 299 within 5 seconds', answer, {
    passed: answer.status >= 200 && answer.status < 300,
    advice: 'Make your notify URI answer a POST of application/xml with 200, or correct the URI in your details.',
  });
}
