import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { credentialFault, ProblemError } from '@greenledger/contracts';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../../testing/demo-company.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

let stack: PortalStack;
let browser: BrowserlessSession;
beforeAll(async () => {
  stack = await startPortalStack();
  browser = new BrowserlessSession(stack.origin);
  const email = await addPerson(stack.database.ownerDataSource, 'developer');
  await browser.submit('/third-party/sign-in', '/third-party/sign-in', { email, password: COMPANY_PASSWORD });
});
afterAll(() => stack?.stop());

const refusedWith = async (language: string, problem: ProblemError): Promise<string> => {
  stack.companies.credentialProblem = problem;
  browser.acceptLanguage = language;
  const path = '/third-party/credentials';
  const answer = await browser.submit(path, path, { kind: 'addCertificate', certificate: 'nonsense' });
  expect(answer.status).toBe(422);
  return answer.text();
};

it.each([
  ['en', 'The certificate is refused: its RSA key has 1024 bits; at least 2048 are needed'],
  ['es', 'Se rechaza el certificado: su clave RSA tiene 1024 bits; se necesitan al menos 2048'],
  ['ja', '証明書を登録できません。RSA 鍵が1024ビットです。2048ビット以上が必要です'],
])('credentials are refused in %s', async (language, words) => {
  const fault = credentialFault('certificateKeyShort', '1024');
  const html = await refusedWith(language, new ProblemError('invalid-body', 'English for machines', { member: 'certificate', fault }));
  expect(html).toContain(words);
  expect(html).not.toContain('English for machines');
});

it('a reason that this release does not know is told as it came', async () => {
  const problem = new ProblemError('invalid-body', 'refused by a rule of tomorrow', { fault: { code: 'ofTomorrow' } });
  expect(await refusedWith('es', problem)).toContain('refused by a rule of tomorrow');
});
