import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { RECEIPT_CODE } from '../../testing/customer-answers.js';
import { authorization, AUTHORIZATION_ID, CUSTOMER_ID, thirdParty } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const path = `/receipts/${RECEIPT_CODE}`;

describe('receipts and reports', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(() => {
    stack.world.authorizations = [authorization()];
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
  });
  const operations = () => stack.authorizations.asked.map(({ operation }) => operation);

  it('open without sign-in, as page and as JSON, and hold nothing of the customer', async () => {
    const page = await browser.get(path);
    const html = await page.text();
    expect(html).toContain('Sunny Roofs');
    // The link is the key: it must not be kept, sent on or listed.
    const { headers } = page;
    const guards = ['cache-control', 'referrer-policy', 'x-robots-tag'].map((name) => headers.get(name));
    expect(guards).toEqual(['no-store', 'same-origin', 'noindex']);
    for (const personal of ['Ana', 'Elm Street', CUSTOMER_ID, 'up-electric', '4821']) expect(html).not.toContain(personal);
    const json = await browser.get(`${path}.json`);
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await json.json()).toMatchObject({
      receipt: { authorizationId: AUTHORIZATION_ID },
      jws: 'head.body.signature',
      status: 'active',
    });
    expect(await (await browser.get('/receipts/keys.json')).json()).toMatchObject({ keys: [{ crv: 'Ed25519' }] });
  });

  it('answer an unknown code like a page that is not there', async () => {
    const answer = await browser.get(`/receipts/${'x'.repeat(48)}`);
    expect([answer.status, (await answer.text()).includes('Page not found')]).toEqual([404, true]);
  });

  it('end the permission by a form only, of the same browser', async () => {
    await browser.get(`${path}/end`);
    expect((await browser.post(`${path}/end`, {})).status).toBe(403);
    expect(operations()).not.toContain('authorization.revoke-by-receipt');
    const done = await browser.submit(`${path}/end`, `${path}/end`, {});
    expect([done.status, done.headers.get('location')]).toEqual([303, path]);
    expect(await (await browser.get(path)).text()).toContain('The permission has ended');
    expect((await browser.get(`${path}/end`)).status).toBe(303);
  });

  it('end for good what the company gave up, while that could be taken back', async () => {
    const ended = { at: '2026-07-01T12:00:00Z', by: 'thirdParty', reason: '' } as const;
    stack.world.authorizations = [authorization({ status: 'revoked', ended, reversibleUntil: Date.now() / 1000 + 60 })];
    expect(await (await browser.get(path)).text()).toContain('End it for good');
    const done = await browser.submit(`${path}/end`, `${path}/end`, {});
    expect([done.status, operations().at(-1)]).toEqual([303, 'authorization.revoke-by-receipt']);
    stack.world.authorizations = [authorization({ status: 'revoked', ended, reversibleUntil: 0 })];
    expect(await (await browser.get(path)).text()).not.toContain('End it for good');
    expect((await browser.get(`${path}/end`)).status).toBe(303);
  });

  it('take a report of an unknown company to the operator, and end the permission first', async () => {
    const own = `/authorizations/${AUTHORIZATION_ID}/report`;
    await browser.signIn();
    stack.authorizations.asked.length = 0;
    const done = await browser.submit(own, own, { note: ' who? ', alsoEnd: 'yes' });
    expect(done.headers.get('location')).toBe(`/authorizations/${AUTHORIZATION_ID}?notice=reported`);
    expect(operations().filter((name) => /revoke|report/.test(name))).toEqual([
      'authorization.revoke-authorization',
      'authorization.report-company',
    ]);
    expect(stack.authorizations.asked.at(-1)!.request).toEqual({
      thirdPartyId: thirdParty.thirdPartyId,
      authorizationId: AUTHORIZATION_ID,
      customerId: CUSTOMER_ID,
      note: 'who?',
    });
    const tooLong = await browser.submit(own, own, { note: 'x'.repeat(2001) });
    expect([tooLong.status, (await tooLong.text()).includes('Shorten your words')]).toEqual([422, true]);
  });
});
