import { ProviderElsewhere } from '@greenledger/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession, tokenFor } from '../../testing/browserless-session.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';
import { CALLBACK_PATH } from './identity-provider.js';

const ORIGIN = 'http://localhost:8080';

describe('sign-in with an OpenID Connect provider', () => {
  /** The customer's number is known to the provider for ana only. */
  const elsewhere = new ProviderElsewhere({
    ana: { name: 'Ana of Elsewhere', customer_number: '4711' },
    stranger: { name: 'A Stranger' },
  });
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => {
    await elsewhere.start(`${ORIGIN}${CALLBACK_PATH}`);
    stack = await startPortalStack({
      OIDC_ISSUER: elsewhere.issuer,
      OIDC_CLIENT_ID: 'portal',
      OIDC_CLIENT_SECRET: 'portal-secret',
      OIDC_PROVIDER_NAME: 'Elsewhere',
    });
  });
  afterAll(async () => {
    await stack?.stop();
    await elsewhere.stop();
  });
  beforeEach(() => {
    elsewhere.next = 'ana';
    browser = new BrowserlessSession(stack.origin);
  });

  const leave = async (returnTo = '/received') => (await browser.get(`/sign-in/provider?returnTo=${returnTo}`)).headers.get('location')!;
  const pathOf = (url: string): string => url.replace(ORIGIN, '');

  it('is offered on the sign-in page, goes there with PKCE, state and nonce, and comes back signed in', async () => {
    expect(await (await browser.get('/sign-in?returnTo=/received')).text()).toContain('Sign in with Elsewhere');
    const before = browser.cookie;
    const location = new URL(await leave());
    expect(location.origin).toBe(elsewhere.issuer);
    const { code_challenge_method, response_type, scope, state, nonce, ui_locales } = Object.fromEntries(location.searchParams);
    expect([code_challenge_method, response_type, scope, ui_locales]).toEqual(['S256', 'code', 'openid profile', 'en']);
    expect([state!.length >= 43, nonce!.length >= 43]).toEqual([true, true]);
    const back = await browser.get(pathOf(await elsewhere.visit(location.href)));
    expect([back.status, back.headers.get('location')]).toEqual([303, '/received']);
    expect(browser.cookie).not.toBe(before);
    const html = await (await browser.get('/authorizations')).text();
    expect(html).toContain('Ana of Elsewhere');
    expect(html).toContain('Sunny Roofs');
  });

  it('lets nobody come back twice, or in another browser', async () => {
    const back = pathOf(await elsewhere.visit(await leave()));
    const thief = new BrowserlessSession(stack.origin);
    await thief.get('/sign-in');
    expect((await thief.get(back)).status).toBe(502);
    expect((await browser.get(back)).status).toBe(303);
    await browser.submit('/authorizations', '/sign-out', {});
    expect((await browser.get(back)).status).toBe(502);
    expect((await browser.get('/authorizations')).headers.get('location')).toContain('/sign-in');
  });

  const kept = async () =>
    Number((await stack.database.ownerDataSource.query('select count(*) from session where provider_sign_out is not null'))[0].count);

  it('signs out at the provider too, with the ID token as hint and in no address of ours', async () => {
    await browser.get(pathOf(await elsewhere.visit(await leave())));
    const html = await (await browser.get('/authorizations')).text();
    const before = await kept();
    const out = await browser.post('/sign-out', { _csrf: tokenFor(html, '/sign-out') });
    const page = await out.text();
    expect([out.status, out.headers.get('location')]).toEqual([200, null]);
    expect(out.headers.get('content-security-policy')).toContain(`form-action 'self' ${elsewhere.issuer};`);
    expect(page).toContain('You are signed out here');
    const form = { action: /<form method="get" action="([^"]+)" data-submit-now/.exec(page)![1]!, ...hiddenFields(page) };
    expect(form.action).toBe(`${elsewhere.issuer}/session/end`);
    expect(form.fields).toMatchObject({ client_id: 'portal', post_logout_redirect_uri: `${ORIGIN}/` });
    const [, claims] = form.fields['id_token_hint']!.split('.');
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ iss: elsewhere.issuer, sub: 'ana', aud: 'portal' });
    expect((await browser.get('/authorizations')).headers.get('location')).toContain('/sign-in');
    expect(await kept()).toBe(before - 1);
    // The provider knows the hint and the address to come back to: it asks whether to go on instead of refusing.
    const asked = await fetch(`${form.action}?${new URLSearchParams(form.fields)}`);
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('/session/end/confirm')]);
    const forged = { ...form.fields, post_logout_redirect_uri: 'https://evil.example/' };
    expect((await fetch(`${form.action}?${new URLSearchParams(forged)}`)).status).toBe(400);
  });

  it('refuses an answer of another issuer (RFC 9207)', async () => {
    const back = new URL(await elsewhere.visit(await leave()));
    back.searchParams.set('iss', 'https://evil.example');
    expect((await browser.get(pathOf(back.href))).status).toBe(502);
  });

  it.each([
    ['stranger', 403, 'does not say which customer you are'],
    [undefined, 401, 'You did not sign in with Elsewhere'],
  ])('says why %s cannot enter, and that a password will do', async (person, status, words) => {
    elsewhere.next = person;
    const back = await browser.get(pathOf(await elsewhere.visit(await leave())));
    const html = await back.text();
    expect(back.status).toBe(status);
    expect(html).toContain(words);
    const signedIn = await browser.signIn();
    expect(signedIn.status).toBe(303);
  });

  it('never goes elsewhere afterwards, and forgets a departure after ten minutes', async () => {
    const back = await browser.get(pathOf(await elsewhere.visit(await leave('//evil.example'))));
    expect(back.headers.get('location')).toBe('/authorizations');
    const slow = new BrowserlessSession(stack.origin);
    const location = (await slow.get('/sign-in/provider')).headers.get('location')!;
    await stack.database.ownerDataSource.query(`update provider_departure set created_at = now() - interval '11 minutes'`);
    expect((await slow.get(pathOf(await elsewhere.visit(location)))).status).toBe(502);
  });

  it('lets one address begin only so often, and keeps no more rows than that', async () => {
    const rows = async () => Number((await stack.database.ownerDataSource.query('select count(*) from provider_departure'))[0].count);
    await stack.database.ownerDataSource.query('delete from provider_departure');
    await stack.database.ownerDataSource.query('delete from sign_in_throttle');
    const answers: Response[] = [];
    for (let n = 0; n < 60; n++) answers.push(await new BrowserlessSession(stack.origin).get('/sign-in/provider'));
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers[0]!.status, refused.length, await rows()]).toEqual([303, 10, 50]);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    await stack.database.ownerDataSource.query('delete from sign_in_throttle');
  });
});

/** Names and values of the form that goes to the provider. */
function hiddenFields(page: string): { readonly fields: Record<string, string> } {
  const form = page.slice(page.indexOf('data-submit-now'));
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { fields: Object.fromEntries(inputs.map(([, name, value]) => [name!, value!])) };
}

describe('sign-out of a provider that has no end session endpoint', () => {
  it('is a sign-out here', async () => {
    const elsewhere = new ProviderElsewhere({ ana: { name: 'Ana of Elsewhere', customer_number: '4711' } });
    await elsewhere.start(`${ORIGIN}${CALLBACK_PATH}`, { endsSessions: false });
    const settings = { OIDC_CLIENT_ID: 'portal', OIDC_CLIENT_SECRET: 'portal-secret', OIDC_PROVIDER_NAME: 'Elsewhere' };
    const stack = await startPortalStack({ OIDC_ISSUER: elsewhere.issuer, ...settings });
    try {
      const browser = new BrowserlessSession(stack.origin);
      const location = (await browser.get('/sign-in/provider')).headers.get('location')!;
      await browser.get((await elsewhere.visit(location)).replace(ORIGIN, ''));
      const out = await browser.submit('/authorizations', '/sign-out', {});
      expect([out.status, out.headers.get('location')]).toEqual([303, '/']);
    } finally {
      await stack.stop();
      await elsewhere.stop();
    }
  });
});

describe('sign-in with a provider that is away', () => {
  it('says so, and leaves the other way open', async () => {
    const stack = await startPortalStack({ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'portal', OIDC_PROVIDER_NAME: 'Nobody' });
    try {
      const answer = await new BrowserlessSession(stack.origin).get('/sign-in/provider');
      expect([answer.status, (await answer.text()).includes('The sign-in with Nobody did not work')]).toEqual([502, true]);
    } finally {
      await stack.stop();
    }
  });
});
