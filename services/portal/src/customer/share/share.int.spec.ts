import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, hiddenField, tokenFor } from '../../testing/browserless-session.js';
import { authorization, AUTHORIZATION_ID, CUSTOMER_ID, thirdParty } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const path = `/share/${thirdParty.thirdPartyId}`;

describe('starting from the account', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.world.furtherCompanies = [{ ...thirdParty, thirdPartyId: 't-3', name: 'Heat Pump Advice', purpose: 'To size a heat pump.' }];
    stack.world.profile = {};
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });
  const grants = () =>
    stack.authorizations.asked.filter(({ operation }) => operation === 'authorization.grant-from-account').map(({ request }) => request);
  const choice = { dataSets: 'usage', usagePointIds: 'up-gas', historyLength: '0', duration: 'noEnd', decision: 'approve' };

  it('lists the companies in production, and searches them', async () => {
    const all = await (await browser.get('/share')).text();
    expect([all.includes('Sunny Roofs'), all.includes('Heat Pump'), all.includes('Not Yet')]).toEqual([true, true, false]);
    const found = await (await browser.get('/share?search=HEAT+size')).text();
    expect([found.includes('Sunny Roofs'), found.includes('Heat Pump')]).toEqual([false, true]);
    expect(found).toContain('1 of 2 companies');
  });

  it('gives the permission on the same page as when the company asks, once per form', async () => {
    const html = await (await browser.get(path)).text();
    const requestId = hiddenField(html, 'requestId');
    const textDigest = hiddenField(html, 'textDigest');
    const form = { _csrf: tokenFor(html, path), textDigest, requestId, once: hiddenField(html, 'once'), ...choice };
    const answers = await Promise.all([browser.post(path, form), browser.post(path, form)]);
    answers.push(await browser.post(path, form));
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      Array(3).fill([303, `/authorizations/${AUTHORIZATION_ID}?notice=granted`]),
    );
    expect((await browser.post(path, { ...form, once: '' })).status).toBe(403);
    expect(grants()).toEqual([
      {
        requestId,
        thirdPartyId: thirdParty.thirdPartyId,
        customerId: CUSTOMER_ID,
        choice: { usagePointIds: ['up-gas'], dataSets: ['usage'], authorizedUntil: null, historyLength: 0 },
        consent: { textDigest, locale: 'en', method: 'online' },
      },
    ]);
  });

  it('grants nothing without the button, with another text, or with an empty form', async () => {
    const html = await (await browser.get(path)).text();
    const form = { _csrf: tokenFor(html, path), textDigest: hiddenField(html, 'textDigest'), ...choice };
    for (const changed of [{ decision: '' }, { textDigest: 'x' }, { usagePointIds: [] }, { dataSets: 'basic' }]) {
      expect((await browser.post(path, { ...form, ...changed })).status).toBe(422);
    }
    expect((await browser.post(path, { ...form, decision: 'deny' })).headers.get('location')).toBe('/share');
    expect(grants()).toEqual([]);
  });

  it('tells of a permission that exists, and of a site where the company wants to begin', async () => {
    const terms = { version: '2026-11', digest: '0'.repeat(64), acceptedAt: '2026-11-23T12:00:00Z' };
    const portalUri = 'https://sunny-roofs.example/start';
    stack.world.profile = { profile: { userType: 'thirdParty', dataSets: ['usage'], portalUri, terms } };
    const html = await (await browser.get(path)).text();
    expect(html).toContain(`/authorizations/${AUTHORIZATION_ID}/edit`);
    expect(html).toContain('href="https://sunny-roofs.example/start"');
    stack.world.authorizations = [authorization({ status: 'expired' })];
    expect(await (await browser.get(path)).text()).not.toContain('/edit"');
  });
});
