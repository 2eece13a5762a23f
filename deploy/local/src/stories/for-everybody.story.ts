import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { approve, chooseAllServices, connect, isConnected, permissionsOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

/** Issue item 10: in three languages, without JavaScript, on a narrow screen, by keyboard alone. */
export const forEverybody = (world: () => StoryWorld): void =>
  describe('10: for everybody', () => {
    let here: StoryWorld;
    beforeAll(() => void (here = world()));

    it.each([
      ['es', 'es-MX', 'lucia.morales', '¿Desea compartir datos con Sunny Savings?'],
      ['ja', 'ja-JP', 'aiko.tanaka', 'Sunny Savingsとデータを共有しますか？'],
    ])('in the language of the browser: %s, with the consent kept in it', async (language, locale, userName, title) => {
      const page = await here.browser.page({ locale });
      await connect(here, page, userName);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(title);
      await here.browser.check(page, `consent-${language}`);
      await keepPicture(page, `consent-${language}`, { whole: true });
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      const { live } = await permissionsOf(page);
      await page.goto(`/authorizations/${live[0]}`);
      const today = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'America/Los_Angeles' }).format(new Date());
      expect(await page.locator('main').innerText()).toContain(today);
      await page.locator('a[href^="/receipts/"]').first().click();
      expect(await page.locator('main').innerText()).toContain(language);
      await page.context().close();
    });

    it('without JavaScript, at 320 px', async () => {
      const page = await here.browser.page({ javaScriptEnabled: false });
      await page.setViewportSize({ width: 320, height: 640 });
      await connect(here, page, 'fatima.haddad');
      await chooseAllServices(page);
      await page.locator('input[name="duration"][value="oneTime"]').check();
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      expect((await permissionsOf(page)).live).toHaveLength(1);
      await keepPicture(page, 'my-sharing-320', { width: 320 });
      await page.context().close();
    });

    it('by keyboard alone, with the focus in sight at each step', async () => {
      const page = await here.browser.page();
      await page.goto(`${here.company.url}/connect`);
      await tabTo(page, '#userName');
      await page.keyboard.type('isaac.moreau');
      await tabTo(page, '#password');
      await page.keyboard.type('demo');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/consent\//);
      await tabTo(page, '#usagePointIds');
      await page.keyboard.press('Space');
      await tabTo(page, 'button[value="approve"]');
      await page.keyboard.press('Enter');
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });
  });

/** Presses Tab until the element has the focus. @throws Error when it is not reached, or a focus on the way cannot be seen */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const [reached, visible] = await page.evaluate<[boolean, boolean], string>((wanted) => {
      const focused = document.activeElement!;
      const { outlineStyle } = getComputedStyle(focused);
      return [focused.matches(wanted), outlineStyle !== 'none'];
    }, selector);
    if (!visible)
      throw new Error(`the focus on the way to ${selector} cannot be seen: ${await page.locator(':focus').first().innerHTML()}`);
    if (reached) return;
  }
  throw new Error(`${selector} is not reached by Tab`);
}
