import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, hiddenField, tokenFor } from '../testing/browserless-session.js';
import { consentRequest, CUSTOMER_ID } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const consent = '/consent/interaction-1';

describe('the language of the pages', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack({ DEFAULT_LANGUAGE: 'es' })));
  afterAll(() => stack?.stop());
  beforeEach(() => {
    stack.world.requests = new Map([['interaction-1', consentRequest()]]);
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
  });
  /** The language that the document and the header name; they must agree. */
  const languageIn = async (answer: Response): Promise<string> => {
    const named = /<html lang="([^"]+)"/.exec(await answer.text())![1]!;
    expect(answer.headers.get('content-language')).toBe(named);
    return named;
  };
  const choose = (language: string, page = '/'): Promise<Response> => browser.submit(page, '/language', { language, backTo: page });

  it('is the one that is set, unless the browser names one of ours', async () => {
    expect(await languageIn(await browser.get('/'))).toBe('es');
    browser.acceptLanguage = 'de, ja;q=0.8, en;q=0.5';
    expect(await languageIn(await browser.get('/'))).toBe('ja');
    browser.acceptLanguage = 'de, fr';
    expect(await languageIn(await browser.get('/sign-in'))).toBe('es');
  });

  it('is chosen by a form of the page, leads back there, and stays', async () => {
    browser.acceptLanguage = 'en';
    const html = await (await browser.get('/sign-in?returnTo=/share')).text();
    expect(hiddenField(html, 'backTo')).toBe('/sign-in?returnTo=/share');
    const fields = { _csrf: tokenFor(html, '/language'), backTo: hiddenField(html, 'backTo'), language: 'ja' };
    const answer = await browser.post('/language', fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?returnTo=/share']);
    expect(answer.headers.getSetCookie().join()).toMatch(/gl_language=ja; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/);
    for (const page of ['/sign-in', '/no/such/page', '/docs/errors']) expect(await languageIn(await browser.get(page))).toBe('ja');
    expect(await (await browser.get('/no/such/page')).text()).toContain('ページが見つかりません');
  });

  it('marks the present one for those who hear the page', async () => {
    await choose('es');
    const html = await (await browser.get('/')).text();
    expect(html).toMatch(/lang="es"[^>]*aria-current="true"/);
    expect(html.match(/name="language"[^>]*aria-current/g)).toHaveLength(1);
  });

  it('takes no language that there is none of, no form of elsewhere, and leads to no other site', async () => {
    expect((await choose('xx')).status).toBe(400);
    expect((await browser.post('/language', { language: 'ja', backTo: '/' })).status).toBe(403);
    for (const elsewhere of ['//evil.example', 'https://evil.example/', '/..//evil.example', '/\\evil.example', '']) {
      const answer = await browser.submit('/', '/language', { language: 'ja', backTo: elsewhere });
      expect([elsewhere, answer.headers.get('location')]).toEqual([elsewhere, '/']);
    }
  });

  it('keeps a session that is there', async () => {
    await browser.signIn();
    await choose('ja', '/authorizations');
    const page = await browser.get('/authorizations');
    expect([page.status, (await page.text()).includes('データ共有の一覧')]).toEqual([200, true]);
  });

  it('follows ui_locales of the authorize request over sign-in, consent and errors, and the customer’s own choice before it', async () => {
    browser.acceptLanguage = 'en';
    const first = await browser.get(`${consent}?ui_locales=fr-CA%20ja`);
    expect(first.headers.get('location')).toBe(`/sign-in?returnTo=${encodeURIComponent(`${consent}?ui_locales=fr-CA%20ja`)}`);
    expect(await languageIn(await browser.get('/sign-in'))).toBe('ja');
    await browser.signIn();
    expect(await languageIn(await browser.get(consent))).toBe('ja');
    expect(await languageIn(await browser.get('/consent/over'))).toBe('ja');
    await choose('en');
    expect(await languageIn(await browser.get(`${consent}?ui_locales=ja`))).toBe('en');
  });

  it.each([
    ['es', 'Aceptar y compartir'],
    ['ja', '同意して共有する'],
  ])('of a consent goes with the digest of the text that was shown: %s', async (language, button) => {
    await choose(language);
    await browser.signIn();
    const html = await (await browser.get(consent)).text();
    expect(html).toContain(button);
    const textDigest = hiddenField(html, 'textDigest');
    const fields = { dataSets: 'usage', usagePointIds: 'up-electric', historyLength: '34128000', duration: 'noEnd', decision: 'approve' };
    expect(
      (await browser.post(consent, { _csrf: tokenFor(html, consent), textDigest, once: hiddenField(html, 'once'), ...fields })).status,
    ).toBe(303);
    const approval = stack.authorizations.asked.find(({ operation }) => operation === 'authorization.approve-consent');
    expect(approval!.request).toMatchObject({ customerId: CUSTOMER_ID, consent: { textDigest, locale: language, method: 'online' } });
  });

  it('cannot be changed between reading and agreeing: the text is shown again', async () => {
    await choose('es');
    await browser.signIn();
    const html = await (await browser.get(consent)).text();
    await choose('ja');
    const fields = { dataSets: 'usage', usagePointIds: 'up-electric', historyLength: '34128000', duration: 'noEnd', decision: 'approve' };
    const stale = {
      _csrf: tokenFor(html, consent),
      textDigest: hiddenField(html, 'textDigest'),
      once: hiddenField(html, 'once'),
      ...fields,
    };
    const answer = await browser.post(consent, stale);
    expect([answer.status, (await answer.text()).includes('もう一度お読みください')]).toEqual([422, true]);
    expect(stack.authorizations.asked.some(({ operation }) => operation === 'authorization.approve-consent')).toBe(false);
  });

  it('writes days and numbers its own way, in the zone of the service', async () => {
    await browser.signIn();
    const own = `/authorizations/${stack.world.authorizations[0]!.authorizationId}`;
    const page = async (language: string): Promise<string> => {
      await choose(language);
      return (await browser.get(own)).text();
    };
    // Recorded 2026-06-01T10:00Z: three o'clock in the morning in California.
    const spanish = await page('es');
    expect(spanish).toMatch(/1 jun 2026, 3:00\s*a\.\s*m\./);
    expect(spanish).toContain('1,344 lecturas');
    const japanese = await page('ja');
    expect(japanese).toContain('2026/06/01 3:00');
    expect(japanese).toContain('測定値1,344件');
  });
});
