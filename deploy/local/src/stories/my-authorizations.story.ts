import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { approve, chooseAllServices, connect, isConnected, permissionsOf, textOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

const CUSTOMER = 'ruth.abrams';

/** Issue item 7: what is shared, changing it in place, ending it, receipts, who received what, and a company nobody knows. */
export const myAuthorizations = (world: () => StoryWorld): void =>
  describe('7: my authorizations', () => {
    let here: StoryWorld;
    let page: Page;
    let permission: string;
    let receipt: string;
    beforeAll(async () => {
      here = world();
      await here.townStored;
      page = await here.browser.page();
      await connect(here, page, CUSTOMER);
      await page.locator('input[name="usagePointIds"]').first().check();
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.getByRole('link', { name: 'Fetch your data' }).click();
      permission = `/authorizations/${(await permissionsOf(page)).live[0]}`;
    }, 120_000);

    it('lists what is shared, with what was sent and when', async () => {
      await keepPicture(page, 'my-sharing');
      await page.goto(permission);
      expect(await textOf(page)).toMatch(/1 delivery to Sunny Savings/);
      await keepPicture(page, 'permission', { whole: true });
      await page.goto('/received');
      expect(await textOf(page)).toMatch(/Deliveries 1 to \d+ of \d+/);
      await keepPicture(page, 'received');
      await here.browser.check(page, 'received');
    });

    it('is widened in place after the difference is shown and agreed to', async () => {
      await page.goto(`${permission}/edit`);
      await chooseAllServices(page);
      await page.getByRole('button', { name: 'See the difference' }).click();
      const difference = await textOf(page);
      expect(difference).toContain('You would share more with Sunny Savings. This needs your agreement.');
      expect(await page.locator('.change-list.added li').count()).toBe(1);
      await keepPicture(page, 'difference');
      await here.browser.check(page, 'difference');
      await page.getByRole('button', { name: 'Agree and change' }).click();
      expect(await page.getByRole('status').innerText()).toContain('The permission was changed');
      expect(new URL(page.url()).pathname).toBe(permission);
    });

    it('is narrowed without being asked for consent; the company’s token goes on', async () => {
      await page.goto(`${permission}/edit`);
      await page.locator('input[name="usagePointIds"]').last().uncheck();
      await page.getByRole('button', { name: 'See the difference' }).click();
      expect(await textOf(page)).toContain('You would share less with Sunny Savings. Nothing new is added.');
      expect(await page.locator('blockquote').count()).toBe(0);
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      expect(await page.getByRole('status').innerText()).toContain('The permission was changed');
      const { client, grant } = here.company;
      expect((await client.head(grant!.resourceUri, grant!.accessToken)).status).toBe(200);
    });

    it('gives a signed receipt of each decision, readable without sign-in and without personal data', async () => {
      await page.goto(permission);
      expect(await page.locator('a[href^="/receipts/"]').allInnerTexts()).toEqual([
        'Permission given',
        'Permission changed: more is shared',
        'Permission changed: less is shared',
      ]);
      receipt = (await page.locator('a[href^="/receipts/"]').last().getAttribute('href'))!;
      const anybody = await here.browser.page();
      await anybody.goto(receipt);
      const text = await anybody.locator('body').innerText();
      expect(text).toContain('Permission changed: Sunny Savings');
      expect(text).not.toMatch(/Ruth|Abrams|Elm St|Greenfield, |SA-|A-100016|example\.net/);
      await keepPicture(anybody, 'receipt', { whole: true });
      const signed = await (await fetch(`${here.stack.origin}${receipt}.json`)).text();
      expect(signed).not.toMatch(/Ruth|Abrams|Elm St|SA-|A-100016|example\.net/);
      await anybody.context().close();
    });

    it('is reported by one who does not know the company, and the operator sees it', async () => {
      await page.goto(permission);
      await page.getByRole('link', { name: 'I do not know this company' }).click();
      await page.locator('#note').fill('I never heard of them.');
      await page.locator('#alsoEnd').uncheck();
      await page.getByRole('button', { name: 'Report' }).click();
      expect(await page.getByRole('status').innerText()).toContain('Your report has reached us');
      const operator = await here.browser.page();
      await operator.goto('/operator/reports');
      await operator.locator('#userName').fill('operator');
      await operator.locator('#password').fill('demo');
      await operator.locator('form[action="/sign-in"] button').click();
      expect(await textOf(operator)).toContain('I never heard of them.');
      await operator.context().close();
    });

    it('is ended from the receipt after the consequences are told, and nothing goes out any more', async () => {
      const anybody = await here.browser.page();
      await anybody.goto(receipt);
      await anybody.getByRole('link', { name: 'End this permission' }).click();
      await keepPicture(anybody, 'end');
      await anybody.getByRole('button', { name: 'End this permission' }).click();
      await anybody.context().close();
      const { client, grant } = here.company;
      expect((await client.head(grant!.resourceUri, grant!.accessToken)).status).toBe(401);
      expect((await permissionsOf(page)).past).toContain(permission.split('/').at(-1));
      await page.context().close();
    });
  });
