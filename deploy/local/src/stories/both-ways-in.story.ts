import { beforeAll, describe, expect, it } from '@jest/globals';
import { approve, chooseAllServices, connect, customerAt, isConnected, permissionsOf, textOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

/** Issue item 5: from the company or from the account, with a password of the demo or with another provider. */
export const bothWaysIn = (world: () => StoryWorld): void =>
  describe('5: both ways in', () => {
    let here: StoryWorld;
    beforeAll(() => void (here = world()));

    it('from the company: sign in, agree, and be back there, connected', async () => {
      const page = await here.browser.page();
      await page.goto(`${here.company.url}/connect`);
      expect(await textOf(page)).toContain('Sign in to read and answer the company’s request.');
      await keepPicture(page, 'sign-in');
      await connect(here, page, 'ben.carter');
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });

    it('from the account: find the company by its purpose, agree, and see the permission', async () => {
      const page = await customerAt(here, 'samuel.okafor', '/share');
      await page.getByLabel('Search by name or purpose').fill('no such purpose');
      await page.getByRole('button', { name: 'Search' }).click();
      expect(await page.getByRole('status').innerText()).toContain('No company fits');
      await page.getByLabel('Search by name or purpose').fill('tariffs CHEAPER');
      await page.getByRole('button', { name: 'Search' }).click();
      await keepPicture(page, 'share');
      await page.getByRole('link', { name: 'Share with Sunny Savings' }).click();
      await chooseAllServices(page);
      await approve(page);
      expect(new URL(page.url()).pathname).toMatch(/^\/authorizations\/[0-9a-f-]{36}$/);
      expect(await page.getByRole('status').innerText()).toContain('You share data with this company from now on');
      await page.context().close();
    });

    it('with an OpenID Connect provider of somebody else, and out again', async () => {
      const page = await here.browser.page();
      await page.goto(`${here.company.url}/connect`);
      await page.getByRole('link', { name: 'Sign in with Greenfield Login' }).click();
      await page.waitForURL(/\/consent\//);
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      expect((await permissionsOf(page)).live).toHaveLength(1);
      expect(await page.locator('header').innerText()).toContain('Ruth A.');
      await page.getByRole('button', { name: 'Sign out' }).click();
      // Signed out here, the browser goes on to the provider, which asks once more.
      await page.waitForURL(`${here.elsewhere.issuer}/session/end?*`);
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await page.waitForURL(`${here.stack.origin}/`);
      await page.goto('/authorizations');
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      await page.context().close();
    });
  });
