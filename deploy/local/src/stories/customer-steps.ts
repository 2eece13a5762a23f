import type { Page } from 'playwright-core';
import type { StoryWorld } from './story-world.js';

/** Signs in with a password of the demo, wherever the sign-in page stands. */
export async function signIn(page: Page, userName: string): Promise<void> {
  await page.locator('#userName').fill(userName);
  await page.locator('#password').fill('demo');
  await page.locator('form[action="/sign-in"] button').click();
}

/** A customer's browser, signed in, at a page of the portal. */
export async function customerAt(world: StoryWorld, userName: string, path: string): Promise<Page> {
  const page = await world.browser.page();
  await page.goto(path);
  await signIn(page, userName);
  return page;
}

/** From the company's page to its request, in a browser that nobody is signed in with. */
export async function connect(world: StoryWorld, page: Page, userName: string): Promise<void> {
  await page.goto(world.company.url);
  await page.getByRole('link', { name: 'Connect my utility' }).click();
  await signIn(page, userName);
  await page.waitForURL(/\/consent\//);
}

/** Ticks all services that are listed; what the page proposes otherwise stays. */
export async function chooseAllServices(page: Page): Promise<void> {
  for (const box of await page.locator('input[name="usagePointIds"]').all()) await box.check();
}

export const approve = (page: Page): Promise<void> => page.locator('button[value="approve"]').click();

/** Whether the browser is back at the company, which exchanged its code. */
export async function isConnected(world: StoryWorld, page: Page): Promise<boolean> {
  await page.waitForURL(`${world.company.url}/`);
  return (await page.locator('body').innerText()).includes('You have connected your utility.');
}

/** Ids of the permissions that run and of those that ended, the newest first. */
export async function permissionsOf(page: Page): Promise<{ readonly live: readonly string[]; readonly past: readonly string[] }> {
  await page.goto('/authorizations');
  const ids = (section: number): Promise<string[]> =>
    page
      .locator('main section')
      .nth(section)
      .locator('[data-authorization-id]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-authorization-id')!));
  return { live: await ids(0), past: await ids(1) };
}

export const textOf = (page: Page): Promise<string> => page.locator('main').innerText();
