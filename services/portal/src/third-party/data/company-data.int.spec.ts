import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { companyDataWorld, refusal, REFUSAL_ID } from '../../testing/company-data-answers.js';
import { addPerson, COMPANY_PASSWORD } from '../../testing/demo-company.js';
import { authorization, AUTHORIZATION_ID, CUSTOMER_ID } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const ONE = `/third-party/authorizations/${AUTHORIZATION_ID}`;
const WHY = `/third-party/requests/${REFUSAL_ID}`;

describe('the pages of a company about its data', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    browser = new BrowserlessSession(stack.origin);
    const email = await addPerson(stack.database.ownerDataSource, 'readOnly');
    await browser.submit('/third-party/sign-in', '/third-party/sign-in', { email, password: COMPANY_PASSWORD });
  });
  afterAll(() => stack?.stop());
  beforeEach(() => {
    Object.assign(stack.companyData, companyDataWorld());
    stack.world.authorizations = [authorization()];
  });
  const text = async (path: string): Promise<string> => (await browser.get(path)).text();

  it('list what was refused, and what is left of the limit', async () => {
    const html = await text('/third-party/requests');
    for (const part of [
      'published-min=All',
      '400 <code>invalid-parameter</code>',
      WHY,
      '3,000 requests in 60 seconds',
      '2,988',
      '41 seconds',
    ]) {
      expect([part, html.includes(part)]).toEqual([part, true]);
    }
    stack.companyData.limits = { client: null, grant: null };
    expect(await text('/third-party/requests')).toContain('no limit');
  });

  it('show the last calls, with what left, what was refused and what was broken off', async () => {
    const html = await text('/third-party/requests');
    for (const part of [
      '/DataCustodian/espi/1_1/resource/ReadServiceStatus',
      'client_access_token',
      '4,597,735 bytes',
      'd0000000-0000-4000-8000-000000000001',
      'in 123 ms',
      'broken off by your side',
      `href="${WHY}"`,
      `href="${ONE}"`,
      'The newest 4 calls',
    ]) {
      expect([part, html.includes(part)]).toEqual([part, true]);
    }
    stack.companyData.calls = [];
    expect(await text('/third-party/requests')).toContain('Your software has not called yet.');
  });

  it('explain a refusal: the request, the rule, what to do, and the version of the grant', async () => {
    const html = await text(WHY);
    for (const part of ['published-min=All', 'takes a UTC time', '/docs/errors#invalid-parameter', 'correlation-1', ONE]) {
      expect([part, html.includes(part)]).toEqual([part, true]);
    }
    expect(html).toMatch(/<dt>Version<\/dt><dd>7<\/dd><dt>Terms of version<\/dt><dd>3<\/dd>/);
    stack.companyData.refusals = [refusal({ authorization: null })];
    expect(await text(WHY)).toContain('stands for no authorization');
    expect((await browser.get('/third-party/requests/nothing')).status).toBe(404);
  });

  it('lead somebody who follows the link of a refusal through sign-in back to it', async () => {
    const stranger = new BrowserlessSession(stack.origin);
    const led = await stranger.get(WHY);
    expect([led.status, led.headers.get('location')]).toEqual([303, `/third-party/sign-in?returnTo=${encodeURIComponent(WHY)}`]);
    const email = await addPerson(stack.database.ownerDataSource, 'developer');
    const signIn = led.headers.get('location')!;
    const signedIn = await stranger.submit(signIn, '/third-party/sign-in', { email, password: COMPANY_PASSWORD, returnTo: WHY });
    expect(signedIn.headers.get('location')).toBe(WHY);
  });

  it('list the authorizations of the company by state, without the customer', async () => {
    stack.world.authorizations = [
      ...Array.from({ length: 51 }, (_, index) => authorization({ authorizationId: `a-${index}`, grantedAt: '2026-05-01T00:00:00Z' })),
      authorization({ status: 'revoked', ended: { at: '2026-07-01T12:00:00Z', by: 'customer', reason: '' } }),
    ];
    const first = await text('/third-party/authorizations');
    expect(first).toContain('52 authorizations');
    expect(first.indexOf(ONE)).toBeGreaterThan(0);
    expect(first).not.toContain('>a-50<');
    expect(await text('/third-party/authorizations?page=2')).toContain('a-50');
    const revoked = await text('/third-party/authorizations?state=revoked');
    expect(revoked).toContain('1 authorization<');
    expect(revoked).toContain('FB=4_5;HistoryLength=34128000');
    expect(first).not.toContain(CUSTOMER_ID);
  });

  it('show the health of the data under one, service by service', async () => {
    const html = await text(ONE);
    for (const part of [
      '319 of 336',
      '2026-06-03: 5 without a value from the meter, 12 not received',
      'May 28, 2026',
      'No reading has come yet',
      '599 of 600',
      'Register reads',
    ]) {
      expect([part, html.includes(part)]).toEqual([part, true]);
    }
    // Neither the customer nor ids that other companies would see too.
    expect(html).not.toContain(CUSTOMER_ID);
    expect(html).not.toContain('up-electric');
  });

  it.each([
    ['ended', 'nothing can be fetched any more'],
    ['no-usage', 'does not hold usage data'],
    ['not-readable', 'No service is readable'],
  ] as const)('say why nothing can be fetched: %s', async (unreadable, words) => {
    stack.companyData.health = { unreadable, usagePoints: [] };
    expect(await text(ONE)).toContain(words);
  });

  it('do not show another company’s authorization, nor tell that there is one', async () => {
    stack.world.authorizations = [authorization({ thirdPartyId: '70000000-0000-4000-8000-000000000002' })];
    const [theirs, nobodys] = [await browser.get(ONE), await browser.get('/third-party/authorizations/none')];
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
    const strip = (html: string): string => html.replaceAll(/<code>[^<]*<\/code>|value="[^"]*"/g, '');
    expect(strip(await theirs.text())).toBe(strip(await nobodys.text()));
  });

  it.each(['/third-party/requests', WHY, '/third-party/authorizations', ONE])('are not for customers and operators: %s', async (path) => {
    for (const userName of ['ana', 'otto']) {
      const other = new BrowserlessSession(stack.origin);
      await other.signIn(userName);
      expect((await other.get(path)).headers.get('location')).toContain('/third-party/sign-in');
    }
  });
});
