import { ProblemError } from '@greenledger/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, hiddenField, tokenFor } from '../../testing/browserless-session.js';
import { consentRequest, CUSTOMER_ID, services } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const path = '/consent/interaction-1';

describe('the consent request', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.world.requests = new Map([['interaction-1', consentRequest()]]);
    stack.world.services = services;
    stack.world.approveProblem = undefined;
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });
  const filledIn = async (changes: Record<string, string | string[]> = {}): Promise<Record<string, string | string[]>> => {
    const html = await (await browser.get(path)).text();
    const fields = {
      dataSets: 'usage',
      usagePointIds: ['up-electric', 'up-gas'],
      historyLength: '34128000',
      duration: 'noEnd',
      decision: 'approve',
    };
    return {
      _csrf: tokenFor(html, path),
      textDigest: hiddenField(html, 'textDigest'),
      once: hiddenField(html, 'once'),
      ...fields,
      ...changes,
    };
  };
  const approvals = () => stack.authorizations.asked.filter(({ operation }) => operation === 'authorization.approve-consent');

  it('hands the choice and the digest of the text to authorization, and the browser back', async () => {
    const fields = await filledIn();
    const answer = await browser.post(path, fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/oauth/authorize/interaction-1']);
    expect(approvals().map(({ request }) => request)).toEqual([
      {
        interactionId: 'interaction-1',
        customerId: CUSTOMER_ID,
        choice: { usagePointIds: ['up-electric', 'up-gas'], dataSets: ['usage'], authorizedUntil: null, historyLength: 34_128_000 },
        consent: { textDigest: fields['textDigest'], locale: 'en', method: 'online' },
      },
    ]);
  });

  it('makes one grant of a double click, and leads both clicks on', async () => {
    const fields = await filledIn();
    const answers = await Promise.all([browser.post(path, fields), browser.post(path, fields)]);
    answers.push(await browser.post(path, fields));
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
      Array(3).fill([303, '/oauth/authorize/interaction-1']),
    );
    expect(approvals()).toHaveLength(1);
  });

  it('lets a form take effect once: a replay of its token does nothing, whatever else it says', async () => {
    const fields = await filledIn();
    await browser.post(path, fields);
    expect(approvals()).toHaveLength(1);
    // As if the request were open again, and no other answer were known.
    stack.world.requests.set('interaction-1', consentRequest());
    await stack.database.ownerDataSource.query(`update consent_answer set form_hash = 'x'`);
    const replay = await browser.post(path, { ...fields, duration: 'oneTime', usagePointIds: 'up-gas' });
    expect([replay.status, replay.headers.get('location')]).toEqual([303, '/oauth/authorize/interaction-1']);
    const denied = await browser.post(path, { ...fields, decision: 'deny' });
    expect(denied.headers.get('location')).toBe('/oauth/authorize/interaction-1');
    expect(approvals()).toHaveLength(1);
    expect(stack.world.requests.has('interaction-1')).toBe(true);
    // Kept are hashes, and not the id of the request.
    const kept = JSON.stringify(await stack.database.ownerDataSource.query('select * from consent_answer'));
    expect(kept).not.toMatch(/interaction-1/);
  });

  it('does not take a token that was spent for an answer that failed', async () => {
    const fields = await filledIn();
    stack.world.approveProblem = new ProblemError('usage-point-not-held', 'The customer does not hold it.');
    expect((await browser.post(path, fields)).status).toBe(422);
    stack.world.approveProblem = undefined;
    const replay = await browser.post(path, fields);
    expect([replay.status, (await replay.text()).includes('This form was sent before')]).toEqual([422, true]);
    expect(approvals()).toHaveLength(1);
    expect((await browser.post(path, await filledIn())).status).toBe(303);
  });

  it.each(['', 'made.up', 'x'])('refuses the one-time token "%s"', async (once) => {
    expect((await browser.post(path, await filledIn({ once }))).status).toBe(403);
    expect((await browser.post(path, await filledIn({ once, decision: 'deny' }))).status).toBe(403);
    expect(approvals()).toHaveLength(0);
  });

  it('refuses the one-time token of another session and of another request', async () => {
    const other = new BrowserlessSession(stack.origin);
    await other.signIn();
    stack.world.requests.set('interaction-2', { ...consentRequest(), interactionId: 'interaction-2' });
    const [foreign, elsewhere] = await Promise.all([other.get(path), browser.get('/consent/interaction-2')]);
    for (const page of [foreign, elsewhere]) {
      const once = hiddenField(await page.text(), 'once');
      expect((await browser.post(path, await filledIn({ once }))).status).toBe(403);
    }
    expect(approvals()).toHaveLength(0);
  });

  it('leads a second tab on to the outcome of the first', async () => {
    const [first, second] = [await filledIn(), await filledIn()];
    expect(first['once']).not.toBe(second['once']);
    await browser.post(path, first);
    expect((await browser.post(path, second)).headers.get('location')).toBe('/oauth/authorize/interaction-1');
    expect(approvals()).toHaveLength(1);
  });

  it('searches and ticks a long list without deciding anything, and says why a service is not available', async () => {
    const [electric, gas] = services;
    const many = Array.from({ length: 12 }, (_, index) => ({ ...electric!, usagePointId: `up-${index}`, address: `${index} Elm Street` }));
    stack.world.services = [...many, { ...gas!, meterNumbers: [] }];
    const searched = await browser.post(path, await filledIn({ usagePointIds: ['up-3'], serviceSearch: '10 elm', decision: 'search' }));
    const html = await searched.text();
    expect(searched.status).toBe(200);
    expect([...html.matchAll(/for="usagePointIds[^"]*"( hidden)?/g)].filter(([, hidden]) => !hidden)).toHaveLength(1);
    expect(html).toMatch(/value="up-3" checked/);
    expect(html).toContain('no meter is installed yet');
    expect(html).not.toContain('value="up-gas"');
    const all = await browser.post(path, await filledIn({ usagePointIds: ['up-3'], serviceSearch: '10 elm', decision: 'chooseListed' }));
    expect((await all.text()).match(/value="up-\d+" checked/g)).toHaveLength(2);
    expect(approvals()).toHaveLength(0);
    const refused = await browser.post(path, await filledIn({ usagePointIds: ['up-gas'] }));
    expect(refused.status).toBe(422);
  });

  it('declines', async () => {
    const answer = await browser.post(path, await filledIn({ decision: 'deny', usagePointIds: [] }));
    expect(answer.headers.get('location')).toBe('/oauth/authorize/interaction-1');
    expect(approvals()).toHaveLength(0);
  });

  it('shows what is missing and keeps the input', async () => {
    const answer = await browser.post(
      path,
      await filledIn({ usagePointIds: [], duration: 'until', until: '2001-01-01', dataSets: 'usage' }),
    );
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('<a href="#usagePointIds">');
    expect(html).toContain('<a href="#until">');
    expect(html).toContain('value="2001-01-01"');
    expect(approvals()).toHaveLength(0);
  });

  it('shows a request again that changed while it was read, instead of agreeing to it unread', async () => {
    const fields = await filledIn();
    const before = consentRequest();
    stack.world.requests.set('interaction-1', { ...before, thirdParty: { ...before.thirdParty, purpose: 'Something else' } });
    const answer = await browser.post(path, fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Please read it again');
    expect(approvals()).toHaveLength(0);
  });

  it('says so when a service was removed meanwhile', async () => {
    stack.world.approveProblem = new ProblemError('usage-point-not-held', 'The customer does not hold it.');
    const answer = await browser.post(path, await filledIn());
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('no longer yours to share');
  });

  it('says that a finished or expired request is over', async () => {
    stack.world.requests.clear();
    const answer = await browser.get(path);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('This request is over');
  });

  it('lets a customer without services only decline', async () => {
    stack.world.services = [];
    const html = await (await browser.get(path)).text();
    expect(html).toContain('nothing to share');
    expect(html).not.toContain('value="approve"');
    const answer = await browser.submit(path, path, { decision: 'deny', once: hiddenField(html, 'once') });
    expect(answer.status).toBe(303);
  });

  it('keeps frames and foreign scripts out, and lets its form lead to the company only', async () => {
    const { headers } = await browser.get(path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self' https://sunny-roofs.example; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('leads back to the request when the session ran out while it was read', async () => {
    const fields = await filledIn();
    await stack.database.ownerDataSource.query('delete from session');
    const answer = await browser.post(path, fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?returnTo=${encodeURIComponent(path)}`]);
    const back = await browser.submit(`/sign-in?returnTo=${path}`, '/sign-in', { userName: 'ana', password: 'sunshine', returnTo: path });
    expect(back.headers.get('location')).toBe(path);
    expect((await browser.post(path, await filledIn())).status).toBe(303);
    expect(approvals()).toHaveLength(1);
  });

  it('refuses the token of another session', async () => {
    const fields = await filledIn();
    const other = new BrowserlessSession(stack.origin);
    await other.signIn();
    expect((await other.post(path, fields)).status).toBe(403);
    expect(approvals()).toHaveLength(0);
  });
});
