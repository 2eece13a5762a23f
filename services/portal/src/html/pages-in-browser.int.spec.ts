import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium } from '@greenledger/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { authorization, AUTHORIZATION_ID, thirdParty } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const own = `/authorizations/${AUTHORIZATION_ID}`;
const PUBLIC_PAGES = ['/', '/sign-in', '/docs/errors', '/demo/mail', '/no/such/page', '/guest', '/guest/code'];
const CUSTOMER_PAGES = ['/consent/interaction-1', '/authorizations', own, `${own}/revoke`, '/consent/over', '/my-token'];
/** WCAG 2.2 A and AA, and what axe holds for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Set to keep a picture of every page, for the eye. */
const PICTURES = process.env['PORTAL_PICTURES'];

describe('the pages in Chromium', () => {
  let stack: PortalStack;
  let browser: Browser;
  let axe: string;
  beforeAll(async () => {
    stack = await startPortalStack();
    stack.world.authorizations.push(
      authorization({
        authorizationId: 'a-2',
        thirdPartyName: 'Heat Pump Advice Cooperative',
        status: 'revoked',
        ended: { at: '2026-06-30T12:00:00Z', by: 'customer', reason: '' },
      }),
    );
    const times = { createdAt: '2026-06-01T10:00:00Z', expiresAt: '2027-06-01T10:00:00Z', lastUsedAt: null };
    stack.world.tokens.push({ tokenId: 't-1', label: 'Home controller', authorizationId: 'a-1', ...times, live: true });
    const { executablePath, env } = await findChromium();
    browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } as Record<string, string> });
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  /** axe itself needs JavaScript; customers do not, so everything that is clicked through is clicked through without. */
  async function open({ signedIn = true, javaScriptEnabled = false, colorScheme = 'light' as 'light' | 'dark' } = {}): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled,
      baseURL: stack.origin,
      viewport: { width: 1280, height: 800 },
      colorScheme,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    if (signedIn) await signIn(page);
    return page;
  }
  async function signIn(page: Page, at = '/sign-in', userName = 'ana'): Promise<void> {
    await page.goto(at);
    await page.getByLabel('User name').fill(userName);
    await page.getByLabel('Password').fill('sunshine');
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const results = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} })`)) as AxeResults;
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }
  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replaceAll('/', '_')}.png`), fullPage: true });
  }

  it.each(['light', 'dark'] as const)('break no accessibility rule (%s), and fit into 320 px', async (scheme) => {
    for (const signedIn of [false, true]) {
      const page = await open({ signedIn, javaScriptEnabled: true, colorScheme: scheme });
      for (const path of signedIn ? CUSTOMER_PAGES : PUBLIC_PAGES) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(path);
        expect([path, await violations(page)]).toEqual([path, []]);
        await picture(page, `${scheme}-wide${path}`);
        await page.setViewportSize({ width: 320, height: 640 });
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
        await picture(page, `${scheme}-narrow${path}`);
      }
      await page.context().close();
    }
  });

  it('break no accessibility rule for operators with paper forms', async () => {
    stack.world.papers.push({
      paperId: 'b0000000-0000-4000-8000-000000000001',
      thirdPartyId: thirdParty.thirdPartyId,
      thirdPartyName: thirdParty.name,
      customerId: 'c',
      choice: { usagePointIds: ['up-electric'], dataSets: ['usage'], authorizedUntil: null, historyLength: 2_592_000 },
      reason: 'The customer has no computer.',
      evidenceDigest: 'e'.repeat(64),
      enteredBy: 'somebody',
      enteredAt: '2026-06-01T10:00:00Z',
      state: 'waiting',
    });
    const page = await open({ signedIn: false, javaScriptEnabled: true });
    await signIn(page, '/sign-in', 'otto');
    const form = `/operator/paper/new?customerNumber=4711&thirdPartyId=${thirdParty.thirdPartyId}`;
    const paths = ['/operator/paper', '/operator/paper/new', form, '/operator/paper/b0000000-0000-4000-8000-000000000001'];
    for (const [index, path] of paths.entries()) {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(path);
      expect([path, await violations(page)]).toEqual([path, []]);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
      await picture(page, `light-narrow-paper-${index}`);
    }
    await page.goto(form);
    await page.getByRole('button', { name: 'Hand on to a second operator' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Add the scan');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture(page, 'light-wide-paper-errors');
    await page.context().close();
  });

  it('break no accessibility rule with errors shown, and while asking back', async () => {
    const page = await open({ javaScriptEnabled: true });
    await page.goto('/consent/interaction-1');
    await page.getByRole('button', { name: 'Agree and share' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Choose at least one service');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'light-wide-consent-errors');
    await page.context().close();
  });

  it('let a customer sign in, correct and send the consent form without JavaScript', async () => {
    const page = await open({ signedIn: false });
    await signIn(page, '/sign-in?returnTo=/consent/interaction-1');
    expect(new URL(page.url()).pathname).toBe('/consent/interaction-1');
    await page.getByRole('button', { name: 'Agree and share' }).click();
    await page.getByRole('alert').getByRole('link').click();
    expect(new URL(page.url()).hash).toBe('#usagePointIds');
    await page.getByLabel('Electricity').check();
    await page.getByRole('button', { name: 'Agree and share' }).click();
    // authorization's own page would answer here and lead on to the company.
    expect(new URL(page.url()).pathname).toBe('/oauth/authorize/interaction-1');
    await page.context().close();
  });

  it('let a customer end a permission without JavaScript', async () => {
    const page = await open();
    await page.goto(own);
    await page.getByRole('link', { name: 'End this permission' }).click();
    await page.getByRole('button', { name: 'End this permission' }).click();
    expect(await page.getByRole('status').innerText()).toContain('Nothing more will be sent');
    await page.context().close();
  });
});
