import { LANGUAGE_COOKIE, LANGUAGES, type Language } from '@greenledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  COMPANY_PAGES,
  COMPANY_PUBLIC_PAGES,
  CUSTOMER_PAGES,
  EVERYTHING,
  fillWorld,
  OPERATOR_PAGES,
  PUBLIC_PAGES,
} from '../testing/all-pages.js';
import { BrowserlessSession } from '../testing/browserless-session.js';
import { addPerson, COMPANY_PASSWORD } from '../testing/demo-company.js';
import { AUTHORIZATION_ID } from '../testing/demo-consent.js';
import { launchChromium, picture, violations, widthOf } from '../testing/page-checks.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

describe('every page in every language', () => {
  let stack: PortalStack;
  let browser: Browser;
  /** Cookies of one who is signed in, by role. */
  const sessions: Record<string, string> = {};

  beforeAll(async () => {
    stack = await startPortalStack(EVERYTHING);
    fillWorld(stack.world);
    stack.companies.progress = { ...stack.companies.progress, stage: 'review' };
    const owner = await addPerson(stack.database.ownerDataSource, 'owner');
    const signedIn = async (signIn: (session: BrowserlessSession) => Promise<unknown>): Promise<string> => {
      const session = new BrowserlessSession(stack.origin);
      await signIn(session);
      return /gl_session=([^;]+)/.exec(session.cookie)![1]!;
    };
    sessions['customer'] = await signedIn((session) => session.signIn());
    sessions['operator'] = await signedIn((session) => session.signIn('otto'));
    const fields = { email: owner, password: COMPANY_PASSWORD };
    sessions['company'] = await signedIn((session) => session.submit('/third-party/sign-in', '/third-party/sign-in', fields));
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function open(language: Language, role?: string): Promise<Page> {
    const context = await browser.newContext({ baseURL: stack.origin, viewport: WIDE });
    const cookies = { [LANGUAGE_COOKIE]: language, ...(role && { gl_session: sessions[role]! }) };
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: stack.origin })));
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  }
  /** What is wrong with the page as it is: rules broken at either width, sideways scrolling, the wrong language. */
  async function faults(page: Page, language: Language, name: string, everyWidth = false): Promise<string[]> {
    const found: string[] = [];
    // Nothing but the words differs between languages, and words are in each other's way on the narrow screen: the wide one
    // is judged in English, and in every language for the pages with errors.
    for (const size of everyWidth || language === 'en' ? [WIDE, NARROW] : [NARROW]) {
      await page.setViewportSize(size);
      found.push(...(await violations(page)));
      await picture(page, `${language}-${size.width}-${name}`);
    }
    const width = await widthOf(page);
    if (width > NARROW.width) found.push(`${width} px wide`);
    const said = await page.evaluate<string>('document.documentElement.lang');
    if (said !== language) found.push(`says that it is in ${said}`);
    return found.map((fault) => `${name}: ${fault}`);
  }
  async function faultsOf(paths: readonly string[], language: Language, role?: string): Promise<string[]> {
    const page = await open(language, role);
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      found.push(...(await faults(page, language, path)));
    }
    await page.context().close();
    return found;
  }

  it.each(LANGUAGES)(
    'breaks no accessibility rule and fits into 320 px: %s',
    async (language) => {
      const found = await Promise.all([
        faultsOf(PUBLIC_PAGES, language),
        faultsOf(CUSTOMER_PAGES, language, 'customer'),
        faultsOf(COMPANY_PUBLIC_PAGES, language),
        faultsOf(COMPANY_PAGES, language, 'company'),
        faultsOf(OPERATOR_PAGES, language, 'operator'),
      ]);
      expect(found.flat()).toEqual([]);
    },
    120_000,
  );

  it.each(LANGUAGES)('breaks no rule with errors shown, and in the difference: %s', async (language) => {
    const page = await open(language, 'customer');
    await page.goto('/consent/interaction-1');
    await page.locator('button[value="approve"]').click();
    const found = await faults(page, language, 'consent-errors', true);
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.goto(`/authorizations/${AUTHORIZATION_ID}/edit`);
    await page.locator('input[value="billing"]').check();
    await page.locator('input[value="up-gone"]').uncheck();
    await page.locator('button[value="review"]').click();
    expect(await page.locator('.change-list').count()).toBe(3);
    found.push(...(await faults(page, language, 'difference', true)));
    await page.context().close();
    const visitor = await open(language);
    await visitor.goto('/sign-in');
    await visitor.locator('#userName').fill('nobody');
    await visitor.locator('#password').fill('wrong');
    await visitor.locator('main button[type="submit"]').click();
    expect(await visitor.getByRole('alert').count()).toBe(1);
    found.push(...(await faults(visitor, language, 'sign-in-errors', true)));
    await visitor.context().close();
    expect(found).toEqual([]);
  });

  it('lets a visitor choose without JavaScript, and stay where they are', async () => {
    const context = await browser.newContext({ baseURL: stack.origin, javaScriptEnabled: false, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto('/sign-in?returnTo=/share');
    await page.getByRole('button', { name: '日本語' }).click();
    expect([new URL(page.url()).pathname, new URL(page.url()).search]).toEqual(['/sign-in', '?returnTo=/share']);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('ログイン');
    await page.getByRole('button', { name: 'Español' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Iniciar sesión');
    await context.close();
  });
});
