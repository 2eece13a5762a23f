import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { authorization, AUTHORIZATION_ID } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const own = `/authorizations/${AUTHORIZATION_ID}`;

describe('my sharing', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.world.authorizations = [authorization(), authorization({ authorizationId: 'of-another', customerId: 'c-2' })];
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });

  it('lists authorizations, and each release of one', async () => {
    expect(await (await browser.get('/authorizations')).text()).toContain(`data-authorization-id="${AUTHORIZATION_ID}"`);
    const html = await (await browser.get(own)).text();
    expect([...html.matchAll(/data-release-id="([^"]+)"/g)].map((match) => match[1])).toEqual(['r-2', 'r-1']);
  });

  it('answers another customer’s authorization like one that does not exist', async () => {
    const [others, none] = await Promise.all([browser.get('/authorizations/of-another'), browser.get('/authorizations/no-such')]);
    // Only the reference and the address that was asked for differ.
    const body = async (response: Response): Promise<string> =>
      (await response.text()).replace(/<code>[^<]*<\/code>/, '').replace(/name="backTo" value="[^"]*"/, '');
    expect([others.status, none.status]).toEqual([404, 404]);
    expect(await body(others)).toBe(await body(none));
    expect((await browser.get('/authorizations/of-another/revoke')).status).toBe(404);
  });

  it('tells the consequences, then ends the permission', async () => {
    const done = await browser.submit(`${own}/revoke`, `${own}/revoke`, {});
    expect([done.status, done.headers.get('location')]).toEqual([303, `${own}?notice=revoked`]);
    expect(stack.authorizations.asked.at(-1)).toMatchObject({
      operation: 'authorization.revoke-authorization',
      request: { by: 'customer' },
    });
    const html = await (await browser.get(`${own}?notice=revoked`)).text();
    expect(html).toContain('Nothing more will be sent');
    expect((await browser.get(`${own}/revoke`)).status).toBe(303);
  });

  const givenUp = (reversibleUntil: number) =>
    authorization({ status: 'revoked', ended: { at: '2026-07-01T12:00:00Z', by: 'thirdParty', reason: '' }, reversibleUntil });

  it('lets the customer end for good what the company gave up, while that could be taken back', async () => {
    stack.world.authorizations = [givenUp(Date.now() / 1000 + 86_400)];
    expect(await (await browser.get(own)).text()).toContain('The company gave this permission up');
    const html = await (await browser.get(`${own}/revoke`)).text();
    expect(html).toContain('we can no longer put the permission in force again');
    const done = await browser.submit(`${own}/revoke`, `${own}/revoke`, {});
    expect([done.status, done.headers.get('location')]).toEqual([303, `${own}?notice=final`]);
    expect(stack.authorizations.asked.at(-1)).toMatchObject({
      operation: 'authorization.revoke-authorization',
      request: { by: 'customer' },
    });
    stack.world.authorizations = [givenUp(0)];
    expect(await (await browser.get(`${own}?notice=final`)).text()).toContain('You have ended the permission for good.');
  });

  it('offers nothing to end once an end is final', async () => {
    stack.world.authorizations = [givenUp(Date.now() / 1000 - 1)];
    stack.authorizations.asked.length = 0;
    expect(await (await browser.get(own)).text()).not.toContain(`${own}/revoke`);
    expect((await browser.get(`${own}/revoke`)).status).toBe(303);
    expect(stack.authorizations.asked.map(({ operation }) => operation)).not.toContain('authorization.revoke-authorization');
  });

  it('has pages for staff, for a customer without services, and for addresses that lead nowhere', async () => {
    await browser.submit('/', '/sign-out', {});
    await browser.signIn('otto');
    expect(await (await browser.get('/authorizations')).text()).toContain('staff');
    const newcomer = new BrowserlessSession(stack.origin);
    await newcomer.signIn('newcomer');
    const unknown = await newcomer.get('/authorizations');
    expect([unknown.status, (await unknown.text()).includes('No services found')]).toEqual([422, true]);
    const nowhere = await browser.get('/no/such/page');
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('shows caught mail, and the codes of all errors', async () => {
    expect(await (await browser.get('/demo/mail')).text()).toContain('Hello Ana');
    expect(await (await browser.get('/docs/errors')).text()).toContain('id="release-refused"');
  });
});
