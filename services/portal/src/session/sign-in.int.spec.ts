import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../testing/browserless-session.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

describe('sign-in', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    browser = new BrowserlessSession(stack.origin);
    await stack.database.ownerDataSource.query('delete from sign_in_throttle');
  });

  it('leads a stranger to the sign-in page and back', async () => {
    const refused = await browser.get('/authorizations/123');
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in?returnTo=%2Fauthorizations%2F123']);
    const done = await browser.submit('/sign-in?returnTo=/authorizations/123', '/sign-in', {
      userName: 'ana',
      password: 'sunshine',
      returnTo: '/authorizations/123',
    });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/authorizations/123']);
  });

  it('gives a new session id at sign-in, kept from scripts and stored as a hash', async () => {
    await browser.get('/sign-in');
    const before = browser.cookie;
    const done = await browser.signIn();
    expect(browser.cookie).not.toBe(before);
    expect(done.headers.get('set-cookie')).toMatch(/^gl_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const rows = await stack.database.ownerDataSource.query('select encode(id_hash, $1) as hash from session', ['base64']);
    expect(JSON.stringify(rows)).not.toContain(browser.cookie.split('=')[1]);
  });

  it('never goes elsewhere afterwards', async () => {
    const done = await browser.submit('/sign-in', '/sign-in', { userName: 'ana', password: 'sunshine', returnTo: '//evil.example/' });
    expect(done.headers.get('location')).toBe('/authorizations');
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const strip = (html: string): string => html.replaceAll(/value="[^"]*"/g, '');
    const wrong = await browser.submit('/sign-in', '/sign-in', { userName: 'ana', password: 'x' });
    const unknown = await browser.submit('/sign-in', '/sign-in', { userName: 'nobody', password: 'x' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(strip(await wrong.text())).toBe(strip(await unknown.text()));
  });

  it('makes guessing wait, also with the right password, and counts parallel guesses', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => new BrowserlessSession(stack.origin).signIn('ana', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = await browser.signIn();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20);
    expect((await browser.signIn('otto')).status).toBe(303);
    await stack.database.ownerDataSource.query(`update sign_in_throttle set last_attempt_at = now() - interval '31 seconds'`);
    expect((await new BrowserlessSession(stack.origin).signIn()).status).toBe(303);
  });

  it('refuses a form without its token, or with that of another form', async () => {
    await browser.signIn();
    expect((await browser.post('/sign-out', {})).status).toBe(403);
    expect((await browser.post('/sign-out', { _csrf: 'x'.repeat(43) })).status).toBe(403);
    expect((await browser.get('/authorizations')).status).toBe(200);
  });

  it('ends the session on the server at sign-out', async () => {
    await browser.signIn();
    const stolen = browser.cookie;
    await browser.submit('/authorizations', '/sign-out', {});
    const thief = new BrowserlessSession(stack.origin);
    thief.setCookie('gl_session', stolen.split('=')[1]!);
    expect((await thief.get('/authorizations')).status).toBe(303);
  });

  it.each([
    ['30 minutes without a request', `last_seen_at = now() - interval '31 minutes'`],
    ['12 hours in any case', `created_at = now() - interval '12 hours 1 minute'`],
  ])('ends the session after %s', async (_name, change) => {
    await browser.signIn();
    await stack.database.ownerDataSource.query(`update session set ${change}`);
    expect((await browser.get('/authorizations')).status).toBe(303);
  });
});
