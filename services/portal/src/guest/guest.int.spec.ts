import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../testing/browserless-session.js';
import { CUSTOMER_ID } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const KNOWN = { accountNumber: '7001', agreementNumber: '4821', postcode: '95000', returnTo: '/consent/interaction-1' };
const UNKNOWN = { ...KNOWN, accountNumber: '7002' };
const CODE_PAGE = '/guest/code?returnTo=%2Fconsent%2Finteraction-1';

describe('a customer without an online account', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    browser = new BrowserlessSession(stack.origin);
    stack.notification.asked.length = 0;
    await stack.database.ownerDataSource.query('delete from sign_in_throttle');
  });
  const begin = (numbers: Record<string, string>, on = browser) => on.submit('/guest?returnTo=/consent/interaction-1', '/guest', numbers);
  const enter = (code: string, on = browser) => on.submit(CODE_PAGE, '/guest/code', { code, returnTo: KNOWN.returnTo });
  async function mailed(): Promise<string> {
    for (let tries = 0; stack.notification.asked.length === 0 && tries < 100; tries++) await wait(20);
    return (stack.notification.asked.at(-1)!.request as { code: string }).code;
  }

  it('comes from the sign-in page by a code to the consent page of the same customer', async () => {
    expect(await (await browser.get('/sign-in?returnTo=/consent/interaction-1')).text()).toContain(
      '/guest?returnTo=%2Fconsent%2Finteraction-1',
    );
    const begun = await begin(KNOWN);
    expect([begun.status, begun.headers.get('location')]).toEqual([303, CODE_PAGE]);
    const code = await mailed();
    expect(stack.notification.asked).toMatchObject([{ request: { customerId: CUSTOMER_ID, code: expect.stringMatching(/^\d{6}$/) } }]);
    const before = browser.cookie;
    const done = await enter(` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/consent/interaction-1']);
    expect(browser.cookie).not.toBe(before);
    expect(await (await browser.get('/consent/interaction-1')).text()).toContain('12 Elm Street');
    const rows = await stack.database.ownerDataSource.query('select * from guest_challenge');
    expect(rows).toEqual([]);
    const other = new BrowserlessSession(stack.origin);
    expect((await enter(code, other)).status).toBe(401);
  });

  it('learns nothing from the answers about numbers that belong to nobody', async () => {
    const pages = async (numbers: Record<string, string>) => {
      const visitor = new BrowserlessSession(stack.origin);
      const begun = await begin(numbers, visitor);
      const page = await visitor.get(begun.headers.get('location')!);
      const refused = await enter('000000', visitor);
      const plain = (text: string) => text.replace(/name="_csrf" value="[^"]*"/g, '');
      return [
        begun.status,
        begun.headers.get('location'),
        await begun.text(),
        plain(await page.text()),
        refused.status,
        plain(await refused.text()),
      ];
    };
    expect(await pages(UNKNOWN)).toEqual(await pages(KNOWN));
  });

  it('is answered before anything was looked up, so the time tells nothing either', async () => {
    const release = stack.holdGuestLookups();
    try {
      for (const numbers of [KNOWN, UNKNOWN]) expect((await begin(numbers, new BrowserlessSession(stack.origin))).status).toBe(303);
      expect(stack.notification.asked).toEqual([]);
    } finally {
      release();
    }
    await mailed();
    expect(stack.notification.asked).toHaveLength(1);
  });

  it('may try a code five times; then the right one is too late', async () => {
    await begin(KNOWN);
    const code = await mailed();
    const wrong = code === '111111' ? '222222' : '111111';
    for (let tries = 0; tries < 5; tries++) expect((await enter(wrong)).status).toBe(401);
    expect((await enter(code)).status).toBe(401);
  });

  it('cannot use the code of an earlier request, nor an old one', async () => {
    await begin(KNOWN);
    const first = await mailed();
    stack.notification.asked.length = 0;
    await begin(KNOWN);
    const second = await mailed();
    if (first !== second) expect((await enter(first)).status).toBe(401);
    await stack.database.ownerDataSource.query(`update guest_challenge set created_at = now() - interval '11 minutes'`);
    expect((await enter(second)).status).toBe(401);
  });

  it('must wait after five requests for one account, known or not, whatever the browser', async () => {
    for (const numbers of [KNOWN, UNKNOWN]) {
      for (let tries = 0; tries < 5; tries++) expect((await begin(numbers, new BrowserlessSession(stack.origin))).status).toBe(303);
      const refused = await begin({
        ...numbers,
        accountNumber: `${numbers['accountNumber']!.slice(0, 2)}-${numbers['accountNumber']!.slice(2)}`,
      });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('is told which field is empty, and keeps the others', async () => {
    const refused = await begin({ ...KNOWN, postcode: '' });
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain('Enter the postcode');
    expect(text).toContain('value="4821"');
  });
});
