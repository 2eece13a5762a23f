import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../../testing/demo-company.js';
import { consentRequest, thirdParty } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

let stack: PortalStack;
let browser: BrowserlessSession;
beforeAll(async () => {
  stack = await startPortalStack();
  stack.world.requests.set('sandbox-1', consentRequest({ interactionId: 'sandbox-1', sandbox: true }));
});
afterAll(() => stack?.stop());
beforeEach(() => {
  browser = new BrowserlessSession(stack.origin);
  stack.authorizations.asked.length = 0;
  stack.companies.asked.length = 0;
});
const asked = (operation: string) => stack.authorizations.asked.filter((one) => one.operation === operation).map(({ request }) => request);
const path = '/consent/sandbox-1';

describe('the consent page of a company under test', () => {
  it('needs no sign-in, says that it is a test, and shows nothing of any customer', async () => {
    const answer = await browser.get(path);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('No customer takes part in it');
    expect(html).not.toMatch(/Elm Street|4821|textDigest/);
    expect(answer.headers.get('content-security-policy')).toContain('https://sunny-roofs.example');
  });

  it('is the same page for a signed-in customer, whose services nobody asks for', async () => {
    await browser.signIn();
    stack.authorizations.asked.length = 0;
    expect(await (await browser.get(path)).text()).toContain('Agree as the sandbox customer');
    const answer = await browser.submit(path, path, { decision: 'approve', usagePointIds: 'up-electric' });
    expect(answer.headers.get('location')).toBe('/oauth/authorize/sandbox-1');
    expect(asked('authorization.approve-consent')).toEqual([]);
    expect(asked('authorization.approve-sandbox-consent')).toEqual([{ interactionId: 'sandbox-1' }]);
  });

  it('agrees by one click, and declines by another', async () => {
    const agreed = await browser.submit(path, path, { decision: 'approve' });
    expect([agreed.status, agreed.headers.get('location')]).toEqual([303, '/oauth/authorize/sandbox-1']);
    await browser.submit(path, path, { decision: 'deny' });
    expect(asked('authorization.deny-consent')).toEqual([{ interactionId: 'sandbox-1' }]);
  });

  it('takes no answer without the token of its form', async () => {
    const answer = await browser.post(path, { decision: 'approve' });
    // As any form at such an address whose session is over; which request it was is not looked at.
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/sign-in\?/)]);
    expect(asked('authorization.approve-sandbox-consent')).toEqual([]);
  });

  it('does not open the page of a real request to somebody who is not signed in', async () => {
    for (const other of ['/consent/interaction-1', '/consent/over']) {
      expect((await browser.get(other)).headers.get('location')).toMatch(/^\/sign-in\?/);
    }
  });
});

describe('the tests on the page of a company', () => {
  beforeEach(async () => {
    const email = await addPerson(stack.database.ownerDataSource, 'developer');
    await browser.submit('/third-party/sign-in', '/third-party/sign-in', { email, password: COMPANY_PASSWORD });
  });
  const page = async (language: string): Promise<string> => {
    browser.acceptLanguage = language;
    return (await (await browser.get('/third-party/company')).text()).replaceAll(/\s+/g, ' ');
  };

  it.each([
    ['en', 'the code redeemed within a minute', 'Post the code to the token endpoint at once', 'Code redeemed'],
    ['es', 'el código canjeado en menos de un minuto', 'Envíe el código a la dirección de tokens enseguida', 'Código canjeado'],
    ['ja', '1分以内に', 'コードはすぐに、1回だけ', 'コードの引き換え'],
  ])('say in %s what failed and what to do', async (language, expected, advice, seen) => {
    const html = await page(language);
    for (const text of [expected, advice, seen, 'POST http://localhost:8080/oauth/token']) expect(html).toContain(text);
    expect(html).toContain('invalid_grant: grant request is invalid');
  });

  it('still show a run that an earlier release stored, marked as English', async () => {
    expect(await page('ja')).toContain('<span lang="en">200 with an access_token</span>');
  });

  it('judge the company’s own software, or act for it, as the button says', async () => {
    for (const madeBy of ['company', 'test']) await browser.submit('/third-party/company', '/third-party/company/tests/oauth', { madeBy });
    const { thirdPartyId } = thirdParty;
    expect(stack.companies.asked).toEqual([
      { thirdPartyId, test: 'oauth', madeBy: 'company' },
      { thirdPartyId, test: 'oauth' },
    ]);
  });
});

it('an operator may run a test of a company too', async () => {
  await browser.signIn('otto');
  const review = `/operator/third-parties/${thirdParty.thirdPartyId}`;
  const answer = await browser.submit(review, `${review}/tests/oauth`, { madeBy: 'test' });
  expect(answer.headers.get('location')).toBe(`${review}#test-oauth`);
  expect(stack.companies.asked).toEqual([{ thirdPartyId: thirdParty.thirdPartyId, test: 'oauth' }]);
});
