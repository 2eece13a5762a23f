import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { credentialFault, ProblemError } from '@greenledger/contracts';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../../testing/demo-company.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const PATH = '/third-party/credentials';
let stack: PortalStack;
let browser: BrowserlessSession;
beforeAll(async () => {
  stack = await startPortalStack();
  browser = new BrowserlessSession(stack.origin);
  const email = await addPerson(stack.database.ownerDataSource, 'developer');
  await browser.submit('/third-party/sign-in', '/third-party/sign-in', { email, password: COMPANY_PASSWORD });
});
afterAll(() => stack?.stop());

/** The values of the choices on the page. */
const choices = async (): Promise<string[]> => {
  const html = await (await browser.get(PATH)).text();
  const select = /<select[^>]* id="match"[^]*?<\/select>/.exec(html)?.[0] ?? '';
  return [...select.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value!);
};
const choose = (match: string): Promise<Response> => browser.submit(PATH, PATH, { kind: 'signInByCertificate', match });

it('each choice of the page becomes the change that it stands for', async () => {
  const offered = await choices();
  expect(offered).toHaveLength(3);
  stack.companies.credentialChanges.length = 0;
  for (const match of offered) expect((await choose(match)).status).toBe(303);
  const certificateId = '20000000-0000-4000-8000-000000000001';
  expect(stack.companies.credentialChanges).toEqual([
    { kind: 'useCertificates' },
    { kind: 'useTlsSubject', certificateId, field: 'tls_client_auth_subject_dn', value: 'CN=client.sunny.example,O=Sunny Roofs,C=US' },
    { kind: 'useTlsSubject', certificateId, field: 'tls_client_auth_san_dns', value: 'client.sunny.example' },
  ]);
});

it.each([
  ['en', 'DNS name: client.sunny.example', 'no authority that we trust stands behind it'],
  ['es', 'Nombre DNS: client.sunny.example', 'no lo respalda ninguna autoridad en la que confiemos'],
  ['ja', 'DNS 名：client.sunny.example', '当社が信頼する認証局の発行ではない'],
])('a refusal is told beside the choice, in %s', async (language, offered, words) => {
  browser.acceptLanguage = language;
  stack.companies.credentialProblem = new ProblemError('invalid-body', 'English', { fault: credentialFault('certificateNotTrusted') });
  const answer = await choose('thumbprint');
  const html = await answer.text();
  expect(answer.status).toBe(422);
  expect(html).toContain(offered);
  expect(html).toMatch(new RegExp(`id="match-error"[^>]*>[^<]*${words}`));
});
