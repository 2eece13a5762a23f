import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CUSTOMER_PAGES, EVERYTHING, fillWorld, PUBLIC_PAGES } from '../testing/all-pages.js';
import { RECEIPT_CODE } from '../testing/customer-answers.js';
import { authorization, AUTHORIZATION_ID, consentRequest, services, thirdParty } from '../testing/demo-consent.js';
import { launchChromium, picture, violations, widthOf } from '../testing/page-checks.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const own = `/authorizations/${AUTHORIZATION_ID}`;

describe('the pages in Chromium', () => {
  let stack: PortalStack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await startPortalStack(EVERYTHING);
    fillWorld(stack.world);
    browser = await launchChromium();
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

  // In the light scheme, and for companies and operators: languages-in-browser.int.spec.ts.
  it('break no accessibility rule in the dark scheme, and fit into 320 px', async () => {
    for (const signedIn of [false, true]) {
      const page = await open({ signedIn, javaScriptEnabled: true, colorScheme: 'dark' });
      for (const path of signedIn ? CUSTOMER_PAGES : PUBLIC_PAGES) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(path);
        expect([path, await violations(page)]).toEqual([path, []]);
        await picture(page, `dark-wide${path}`);
        await page.setViewportSize({ width: 320, height: 640 });
        expect([path, await widthOf(page)]).toEqual([path, 320]);
        await picture(page, `dark-narrow${path}`);
      }
      await page.context().close();
    }
  }, 120_000);

  it('break no accessibility rule with a paper form refused', async () => {
    const page = await open({ signedIn: false, javaScriptEnabled: true });
    await signIn(page, '/sign-in', 'otto');
    const form = `/operator/paper/new?customerNumber=4711&thirdPartyId=${thirdParty.thirdPartyId}`;
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

  it('let a customer change a permission without JavaScript, after reading the difference', async () => {
    const page = await open();
    await page.goto(`${own}/edit`);
    await page.getByLabel('Bills').check();
    await page.getByLabel('Natural gas').check();
    await page.getByLabel('A former service').uncheck();
    await page.getByRole('button', { name: 'See the difference' }).click();
    expect(await page.locator('.change-list.added').innerText()).toContain('Natural gas');
    await picture(page, 'light-wide-difference');
    await page.getByRole('button', { name: 'Agree and change' }).click();
    expect(await page.getByRole('status').innerText()).toContain('The permission was changed');
    stack.world.authorizations[0] = authorization();
    await page.context().close();
  });

  it('break no accessibility rule in the difference, at 320 px too', async () => {
    const page = await open({ javaScriptEnabled: true });
    await page.goto(`${own}/edit`);
    await page.getByLabel('Bills').check();
    await page.getByLabel('A former service').uncheck();
    await page.getByRole('button', { name: 'See the difference' }).click();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await picture(page, 'light-narrow-difference');
    await page.context().close();
  });

  it.each([true, false])('search a long list of services (JavaScript: %s)', async (javaScriptEnabled) => {
    const many = Array.from({ length: 24 }, (_, index) => ({
      ...services[0]!,
      usagePointId: `up-${index}`,
      address: `${index} Elm Street`,
    }));
    stack.world.requests.set('interaction-1', consentRequest());
    stack.world.services = [...many, { ...services[1]!, meterNumbers: [] }];
    const page = await open({ javaScriptEnabled });
    await page.goto('/consent/interaction-1');
    await page.getByLabel('Electricity, 3 Elm').check();
    await page.getByLabel('Search by address').fill('17 elm');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.getByLabel('Electricity, 17 Elm').isVisible()).toBe(true);
    expect(await page.getByLabel('Electricity, 3 Elm').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Choose all listed' }).click();
    expect(await page.locator('#service-tools').innerText()).toContain('2 of 24 services chosen');
    if (javaScriptEnabled) {
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Search by address').fill('');
      await page.getByLabel('Hide the ones').check();
      expect(await page.getByLabel('Electricity, 3 Elm').isVisible()).toBe(true);
      expect(await page.getByLabel('Electricity, 4 Elm').isVisible()).toBe(false);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
    await picture(page, `light-wide-long-list-${javaScriptEnabled}`);
    stack.world.services = services;
    await page.context().close();
  });

  it('let anybody with the link of a receipt end the permission, without sign-in and JavaScript', async () => {
    const page = await open({ signedIn: false });
    await page.goto(`/receipts/${RECEIPT_CODE}`);
    await page.getByRole('link', { name: 'End this permission' }).click();
    await page.getByRole('button', { name: 'End this permission' }).click();
    expect(await page.locator('.notice').innerText()).toContain('The permission has ended');
    stack.world.authorizations[0] = authorization();
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
