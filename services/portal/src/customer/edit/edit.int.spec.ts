import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, hiddenField, tokenFor } from '../../testing/browserless-session.js';
import { authorization, AUTHORIZATION_ID, services } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const own = `/authorizations/${AUTHORIZATION_ID}`;
const path = `${own}/edit`;

describe('changing a permission in place', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.world.authorizations = [authorization(), authorization({ authorizationId: 'of-another', customerId: 'c-2' })];
    stack.world.services = services;
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });
  const present = {
    dataSets: 'usage',
    usagePointIds: ['up-electric', 'up-gone'],
    historyLength: '34128000',
    duration: 'until',
    until: '2027-05-28',
  };
  const post = async (changes: Record<string, string | string[]>): Promise<Response> => {
    const html = await (await browser.get(path)).text();
    return browser.post(path, { _csrf: tokenFor(html, path), ...present, ...changes });
  };
  /** Reviews, then confirms what the difference page carries along. */
  const confirm = async (changes: Record<string, string | string[]>): Promise<Response> => {
    const html = await (await post({ ...changes, decision: 'review' })).text();
    return post({ ...changes, textDigest: hiddenField(html, 'textDigest'), decision: 'confirm' });
  };
  const modifications = () =>
    stack.authorizations.asked.filter(({ operation }) => operation === 'authorization.modify-authorization').map(({ request }) => request);

  it('begins with what holds now, a former service included', async () => {
    const html = await (await browser.get(path)).text();
    expect(html).toMatch(/value="up-electric" checked/);
    expect(html).toMatch(/value="up-gone" checked/);
    expect(html).toMatch(/value="up-gas"(?! checked)/);
    expect(html).toMatch(/value="usage" checked/);
    expect(html).toContain('value="2027-05-28"');
    expect(html).toContain('13 months, as now');
  });

  it('shows a narrowing and makes it without consent', async () => {
    const review = await post({ usagePointIds: 'up-electric', decision: 'review' });
    const html = await review.text();
    expect(review.status).toBe(200);
    expect(html).toContain('You would share less');
    expect(html).toMatch(/change-list removed"><li>A former service/);
    expect(modifications()).toEqual([]);
    const done = await confirm({ usagePointIds: 'up-electric' });
    expect(done.headers.get('location')).toBe(`${own}?notice=changed`);
    expect(modifications()).toEqual([
      expect.objectContaining({
        authorizationId: AUTHORIZATION_ID,
        expectedTermsVersion: 1,
        choice: { usagePointIds: ['up-electric'], dataSets: ['usage'], historyLength: 34_128_000, authorizedUntil: 1_811_536_000 },
      }),
    ]);
    expect(modifications()[0]).not.toHaveProperty('consent');
  });

  it('asks for agreement to a widening, and keeps the digest of the text that was shown', async () => {
    const html = await (await post({ dataSets: ['usage', 'billing'], decision: 'review' })).text();
    expect(html).toContain('Agree and change');
    expect(html).toContain('Bills: Amounts and what they are made up of, energy billed, billing periods, read dates and your rate.');
    const done = await confirm({ dataSets: ['usage', 'billing'] });
    expect(done.status).toBe(303);
    const textDigest = hiddenField(html, 'textDigest');
    expect(textDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(modifications()).toEqual([expect.objectContaining({ consent: { textDigest, locale: 'en', method: 'online' } })]);
  });

  it('shows the difference again instead of agreeing to another one (two tabs)', async () => {
    const html = await (await post({ dataSets: ['usage', 'billing'], decision: 'review' })).text();
    const { terms } = authorization();
    const shorter = { ...terms, historyLength: 0, publishedPeriod: { ...terms.publishedPeriod, start: terms.authorizedPeriod.start } };
    stack.world.authorizations = [authorization({ terms: shorter, termsVersion: 2 })];
    const stale = await post({ dataSets: ['usage', 'billing'], textDigest: hiddenField(html, 'textDigest'), decision: 'confirm' });
    const again = await stale.text();
    expect(stale.status).toBe(422);
    expect(again).toContain('was changed while you were reading');
    expect(again).toContain('Older data: everything used since Apr 28, 2025, instead of since May 28, 2026.');
    expect(modifications()).toEqual([]);
  });

  it('changes nothing when nothing is different', async () => {
    expect((await post({ decision: 'review' })).headers.get('location')).toBe(`${own}?notice=unchanged`);
  });

  it('leads back to the form with the input kept, and names what is wrong', async () => {
    const back = await (await post({ dataSets: ['usage', 'billing'], decision: 'back' })).text();
    expect(back).toMatch(/value="billing" checked/);
    const wrong = await post({ usagePointIds: [], decision: 'review' });
    expect([wrong.status, (await wrong.text()).includes('Choose at least one service')]).toEqual([422, true]);
    const foreign = await post({ usagePointIds: ['up-of-another'], decision: 'review' });
    expect(foreign.status).toBe(422);
  });

  it('is not there for another customer, and leads away from an ended permission', async () => {
    expect((await browser.get('/authorizations/of-another/edit')).status).toBe(404);
    stack.world.authorizations = [authorization({ status: 'revoked', ended: { at: '2026-07-01T12:00:00Z', by: 'customer', reason: '' } })];
    expect((await browser.get(path)).headers.get('location')).toBe(`${own}?notice=revoked`);
  });
});
