import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { approve, chooseAllServices, connect, isConnected, textOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import { LANDLORD, landlordExtract } from './landlord.js';
import type { StoryWorld } from './story-world.js';

/** Issue item 6, and the guest's half of item 8: the one page, and the way to it without an account. */
export const consentPage = (world: () => StoryWorld): void =>
  describe('6 and 8: one consent page, also without an account', () => {
    let here: StoryWorld;
    let guest: Page;
    beforeAll(async () => {
      here = world();
      await here.deliver('riverside.csv', landlordExtract());
      guest = await here.browser.page();
    }, 60_000);
    const services = () => guest.locator('label.choice:has(input[name="usagePointIds"]):visible');
    const count = () => guest.locator('[data-chosen]').innerText();

    it('says who asks and for what, which data, which services, how far back, how long, a sample, and the terms', async () => {
      const page = await here.browser.page();
      await connect(here, page, 'ana.rivera');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Share data with Sunny Savings?');
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'What is shared',
        'Which services',
        'How far back',
        'For how long',
        'What they will see: a sample',
        'What you agree to',
      ]);
      expect(await page.locator('blockquote').innerText()).toContain('which one would be cheaper');
      await keepPicture(page, 'consent', { whole: true });
      await keepPicture(page, 'consent-320', { width: 320 });
      await page.getByRole('button', { name: 'Agree and share' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('Choose at least one service');
      await here.browser.check(page, 'consent-errors');
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });

    it('is reached without an account by what stands on the bill and a code, which is no oracle', async () => {
      const stranger = await here.browser.page();
      const asked: string[] = [];
      for (const [page, numbers] of [
        [stranger, { ...LANDLORD, accountNumber: 'A-999999' }],
        [guest, LANDLORD],
      ] as const) {
        await page.goto(`${here.company.url}/connect`);
        await page.getByRole('link', { name: 'I have no online account' }).click();
        if (page === guest) await keepPicture(page, 'guest');
        await page.getByLabel('Account number').fill(numbers.accountNumber);
        await page.getByLabel('Service agreement number').fill(numbers.agreementNumber);
        await page.getByLabel('Postcode of the service address').fill(numbers.postcode);
        await page.getByRole('button', { name: 'Send me a code' }).click();
        asked.push(`${new URL(page.url()).pathname} ${await textOf(page)}`);
      }
      expect(asked[0]).toBe(asked[1]);
      await stranger.getByLabel('Code').fill('123456');
      await stranger.getByRole('button', { name: 'Go on' }).click();
      expect(await stranger.getByRole('alert').innerText()).toContain('does not open anything');
      await stranger.context().close();
      await guest.getByLabel('Code').fill(await here.mailTo(LANDLORD.email, /code is (\d{6})/));
      await guest.getByRole('button', { name: 'Go on' }).click();
      await guest.waitForURL(/\/consent\//);
    });

    it('has search, count and hide-unselected above ten services, and says why two are not available', async () => {
      expect(await services().count()).toBe(14);
      expect(await count()).toBe('0 of 14 services chosen');
      await guest.getByLabel('Search by address, kind or agreement number').fill('boiler');
      expect(await services().count()).toBe(2);
      await guest.getByRole('button', { name: 'Choose all listed' }).click();
      expect(await count()).toBe('2 of 14 services chosen');
      await guest.getByLabel('Search by address, kind or agreement number').fill('');
      await guest.getByLabel('Hide the ones that are not chosen').check();
      expect(await services().count()).toBe(2);
      const page = await textOf(guest);
      expect(page).toContain('Electricity, 99 New Street, Greenfield, 95999: no meter is installed yet');
      expect(page).toContain('Electricity, 1 Sold Square, Greenfield, 95999: ended before the time that the company asks for');
      await guest.locator('[data-service-choice]').evaluate((section) => section.scrollIntoView());
      await keepPicture(guest, 'services');
      await here.browser.check(guest, 'consent-many-services');
    });

    it('is answered by a guest like by anybody; denying tells the company so', async () => {
      const other = await guest.context().newPage();
      await other.goto(`${here.company.url}/connect`);
      await other.waitForURL(/\/consent\//);
      await other.getByRole('button', { name: 'Do not share' }).click();
      expect(await other.locator('body').innerText()).toContain('access_denied');
      await approve(guest);
      expect(await isConnected(here, guest)).toBe(true);
      await guest.context().close();
    });
  });
