import { testText, type TestText } from '@greenledger/contracts';
import type { TestContext } from './test-context.js';
import type { TestCredentials } from './test-credentials.js';
import { clientAccessToken } from './token-request.js';

/** Test 3: the registration access token opens the company's own ApplicationInformation, which says what was registered; no other token does. */
export async function testApplicationInformation(context: TestContext, credentials: TestCredentials): Promise<void> {
  const { company, espi } = context;
  const url = `${espi}/ApplicationInformation/${company.applicationInformationId}`;
  const read = await context.ours(url, bearer(credentials.registrationAccessToken));
  const stated: [string, string][] = [
    ['client_id', company.clientId],
    ['client_name', company.name],
    ['thirdPartyNotifyUri', company.notifyUri],
    ...company.redirectUris.map((uri): [string, string] => ['redirect_uri', uri]),
  ];
  const missing = stated.filter(([name, value]) => !textsOf(read.body, name).includes(value)).map(([name]) => name);
  context.note(`GET ${url}`, testText('needRegistered'), read, {
    about: testText('withRegistrationToken'),
    passed: read.status === 200 && missing.length === 0,
    found: [missing.length === 0 ? testText('allAsRegistered') : testText('differentMembers', [...new Set(missing)].join(', '))],
    advice: testText('correctDetails'),
  });
  const token = credentials.canActAsClient ? await clientAccessToken(context, credentials) : '';
  const others: [TestText, { headers?: Record<string, string> }][] = [[testText('withoutToken'), {}]];
  if (token) others.push([testText('withClientToken'), bearer(token)]);
  for (const [about, init] of others) {
    const refused = await context.ours(url, init);
    context.note(`GET ${url}`, testText('needRefusedToken'), refused, {
      about,
      passed: refused.status === 401 || refused.status === 403,
      advice: testText('tellUtility'),
    });
  }
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Texts of all elements of that name, whatever their prefix. */
function textsOf(xml: string, name: string): string[] {
  const texts = [...xml.matchAll(new RegExp(`<(?:[a-z]+:)?${name}>([^<]*)<`, 'g'))].map(([, text]) => text!);
  return texts.map((text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, entity: string) => ENTITIES[entity]!));
}
