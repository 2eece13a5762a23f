import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { PortalConfiguration } from '../portal-configuration.js';
import { BrowserlessSession } from '../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../testing/demo-company.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';
import { registrationOf } from '../testing/registration-form.js';
import { TotpKeys } from './security/totp-keys.js';
import { matchingStep, newTotpSecret, fromBase32, totpCode } from './security/totp.js';

describe('people of companies', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    browser = new BrowserlessSession(stack.origin);
    stack.companies.mails.length = 0;
    for (const table of ['sign_in_throttle', 'company_link', 'company_person']) await sql(`delete from ${table}`);
  });
  const sql = (text: string, values: unknown[] = []) => stack.database.ownerDataSource.query(text, values);
  const person = (role: 'owner' | 'developer' | 'readOnly', confirmed = true) => addPerson(stack.database.ownerDataSource, role, confirmed);
  const signIn = (email: string, password = COMPANY_PASSWORD, session = browser) =>
    session.submit('/third-party/sign-in', '/third-party/sign-in', { email, password });
  const linkIn = (index: number): string => {
    const { mail } = stack.companies.mails[index]!;
    return new URL(mail.link).pathname;
  };

  it('are led to their own sign-in page and back', async () => {
    const refused = await browser.get('/third-party/people');
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/third-party/sign-in?returnTo=%2Fthird-party%2Fpeople']);
  });

  it('get the same answer for an unknown address and a wrong password', async () => {
    const email = await person('owner');
    const strip = (html: string): string => html.replaceAll(/value="[^"]*"/g, '');
    const [wrong, unknown] = [await signIn(email, 'wrong'), await signIn('nobody@company.example', 'wrong')];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(strip(await wrong.text())).toBe(strip(await unknown.text()));
  });

  it('do not get in before their address is confirmed, and have the link sent again', async () => {
    const email = await person('owner', false);
    expect((await signIn(email)).status).toBe(403);
    expect(stack.companies.mails.map(({ to }) => to)).toEqual([email]);
    const page = linkIn(0);
    // A mail scanner opens the link: nothing is confirmed by that.
    expect((await new BrowserlessSession(stack.origin).get(page)).status).toBe(200);
    expect((await signIn(email)).status).toBe(403);
    await browser.submit(page, page, {});
    expect((await browser.get(page)).status).toBe(410);
    expect((await browser.get(linkIn(1))).status).toBe(410);
    expect((await signIn(email)).status).toBe(303);
  });

  it('never find a link token in the database', async () => {
    await signIn(await person('owner', false));
    const token = linkIn(0).split('/').at(-1)!;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await sql('select *, encode(token_hash, $1) from company_link', ['escape']))).not.toContain(token);
  });

  it('are asked for the code after the password; between the two nothing is open', async () => {
    const email = await person('owner');
    const secret = newTotpSecret();
    await sql('update company_person set totp_secret = $1, totp_on = true', [secret]);
    const halfway = await signIn(email);
    expect(halfway.headers.get('location')).toBe('/third-party/sign-in/code?returnTo=%2Fthird-party%2Fcompany');
    expect((await browser.get('/third-party/company')).status).toBe(303);
    const enter = (code: string) => browser.submit('/third-party/sign-in/code', '/third-party/sign-in/code', { code });
    expect((await enter('000000')).status).toBe(401);
    const code = totpCode(fromBase32(secret), Math.floor(Date.now() / 30_000));
    expect(matchingStep(secret, code, Date.now())).toBeDefined();
    expect((await enter(code)).status).toBe(303);
    expect((await browser.get('/third-party/company')).status).toBe(200);
    const second = new BrowserlessSession(stack.origin);
    await signIn(email, COMPANY_PASSWORD, second);
    expect((await second.submit('/third-party/sign-in/code', '/third-party/sign-in/code', { code })).status).toBe(401);
  });

  it('have the key of the second step sealed in the database, each for one person', async () => {
    const [email, other] = [await person('owner'), await person('developer')];
    await signIn(email);
    await browser.submit('/third-party/security', '/third-party/security/offer', {});
    const shown = /<code class="shown-once"[^>]*>([^<]+)</
      .exec(await (await browser.get('/third-party/security')).text())![1]!
      .replaceAll(' ', '');
    const stored = async (address: string) =>
      (await sql('select person_id, totp_secret from company_person where email = $1', [address]))[0];
    const row = await stored(email);
    expect(row.totp_secret).toMatch(/^v1\.[\w-]{80,}$/);
    expect(row.totp_secret).not.toContain(shown);
    const code = totpCode(fromBase32(shown), Math.floor(Date.now() / 30_000));
    expect((await browser.submit('/third-party/security', '/third-party/security/switch', { code })).status).toBe(303);

    const keys = new TotpKeys(
      { TOTP_KEY_FILE: join(stack.evidenceDirectory, '../totp.key') } as PortalConfiguration,
      stack.database.dataSource,
    );
    await sql('update company_person set totp_secret = $1 where email = $2', ['JBSWY3DPEHPK3PXP', other]);
    await keys.onApplicationBootstrap();
    const plain = await stored(other);
    expect(plain.totp_secret).toMatch(/^v1\./);
    expect(keys.open(plain.person_id, plain.totp_secret)).toBe('JBSWY3DPEHPK3PXP');
    expect(keys.open(row.person_id, row.totp_secret)).toBe(shown);
    expect(() => keys.open(row.person_id, plain.totp_secret)).toThrow();
  });

  it('who register with the address of an account get the answer of everybody; its owner gets a mail', async () => {
    const email = await person('owner');
    const answer = async (address: string): Promise<unknown[]> => {
      stack.companies.mails.length = 0;
      const visitor = new BrowserlessSession(stack.origin);
      const sent = await visitor.submit('/third-party/register', '/third-party/register', registrationOf(address));
      const page = await (await visitor.get(sent.headers.get('location')!)).text();
      return [sent.status, sent.headers.get('location'), page.replaceAll(/(value|nonce)="[^"]*"/g, '')];
    };
    const fresh = await answer('new@company.example');
    expect(fresh.slice(0, 2)).toEqual([303, '/third-party/registered']);
    expect(stack.companies.mails).toMatchObject([{ to: 'new@company.example', mail: { kind: 'confirmRegistration' } }]);
    const registered = () =>
      stack.authorizations.asked.filter(({ operation }) => operation === 'authorization.register-third-party').length;
    const before = registered();
    expect(await answer(email.toUpperCase())).toEqual(fresh);
    expect(stack.companies.mails).toMatchObject([
      { to: email, mail: { kind: 'accountExists', link: 'http://localhost:8080/third-party/sign-in' } },
    ]);
    expect(registered()).toBe(before);
  });

  it('cannot try codes without end', async () => {
    const email = await person('owner');
    await sql('update company_person set totp_secret = $1, totp_on = true', [newTotpSecret()]);
    await signIn(email);
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) {
      statuses.push((await browser.submit('/third-party/sign-in/code', '/third-party/sign-in/code', { code: '000000' })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it.each(['readOnly', 'developer'] as const)('with the role %s change no people', async (role) => {
    await signIn(await person(role));
    const html = await (await browser.get('/third-party/people')).text();
    expect(html).not.toContain('/third-party/people/invite');
    // Even with a token of another form of theirs.
    expect((await browser.post('/third-party/people/invite', { email: 'x@y.example' })).status).toBe(403);
  });

  it('who may only look get no button for credentials, and their requests are refused', async () => {
    const developer = await person('developer');
    await signIn(developer);
    const token = /name="_csrf" value="([^"]+)"/.exec(
      (await (await browser.get('/third-party/credentials')).text()).split('<main')[1]!,
    )![1]!;
    await sql(`update company_person set role = 'readOnly'`);
    expect((await browser.post('/third-party/credentials', { _csrf: token, kind: 'rotateSecret' })).status).toBe(403);
    expect(stack.authorizations.asked.some(({ operation }) => operation === 'authorization.change-credentials')).toBe(false);
  });

  it('see a secret in the answer to their form only', async () => {
    await signIn(await person('developer'));
    const shown = await browser.submit('/third-party/credentials', '/third-party/credentials', { kind: 'rotateSecret' });
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(await shown.text()).toContain('shown-once-only');
    expect(await (await browser.get('/third-party/credentials')).text()).not.toContain('shown-once-only');
  });

  it('invite once, and the last owner stays', async () => {
    const email = await person('owner');
    await signIn(email);
    await browser.submit('/third-party/people', '/third-party/people/invite', { email: 'jo@company.example', role: 'developer' });
    const page = linkIn(0);
    const colleague = new BrowserlessSession(stack.origin);
    expect((await colleague.submit(page, page, { name: 'Jo', password: 'short' })).status).toBe(422);
    expect((await colleague.submit(page, page, { name: 'Jo', password: COMPANY_PASSWORD })).status).toBe(303);
    expect((await colleague.get(page)).status).toBe(410);
    expect((await signIn('JO@company.example', COMPANY_PASSWORD, colleague)).status).toBe(303);
    const [owner] = await sql('select person_id from company_person where email = $1', [email]);
    const [jo] = await sql('select person_id, role from company_person where email = $1', ['jo@company.example']);
    expect(jo.role).toBe('developer');
    const remove = (personId: string) => browser.submit('/third-party/people', '/third-party/people/remove', { personId });
    expect((await remove(owner.person_id)).status).toBe(422);
    expect((await remove(jo.person_id)).status).toBe(303);
    // Removed is signed out too.
    expect((await colleague.get('/third-party/company')).status).toBe(303);
  });

  it('are no operators, and operators are not theirs', async () => {
    await signIn(await person('owner'));
    expect((await browser.get('/operator/third-parties')).status).toBe(403);
    const customer = new BrowserlessSession(stack.origin);
    await customer.signIn('ana');
    expect((await customer.get('/operator/third-parties')).status).toBe(403);
    const operator = new BrowserlessSession(stack.origin);
    await operator.signIn('otto');
    expect((await operator.get('/operator/third-parties')).status).toBe(200);
    expect((await operator.get('/third-party/company')).headers.get('location')).toBe(
      '/third-party/sign-in?returnTo=%2Fthird-party%2Fcompany',
    );
  });

  it('show in the directory only when they are in production', async () => {
    const { companies } = (await (await browser.get('/directory.json')).json()) as { companies: { client_name: string }[] };
    expect(companies.map(({ client_name }) => client_name)).toEqual(['Sunny Roofs']);
    expect(await (await browser.get('/directory')).text()).not.toContain('Not Yet');
  });
});
