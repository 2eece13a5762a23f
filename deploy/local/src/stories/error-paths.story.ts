import { describe, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Page } from 'playwright-core';
import type { DemoTown } from '../town/index.js';
import { approve, chooseAllServices, connect, isConnected, permissionsOf, signIn, textOf } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

/** What goes wrong on the way from the company to the code and back. Each ends with a page that says how to go on. */
export const errorPaths = (world: () => StoryWorld): void =>
  describe('error paths', () => {
    let here: StoryWorld;
    beforeAll(() => void (here = world()));
    const atConsent = async (userName: string): Promise<Page> => {
      const page = await here.browser.page();
      await connect(here, page, userName);
      await chooseAllServices(page);
      return page;
    };

    it('session lost while the request is read: sign in again, and the request is there', async () => {
      const page = await atConsent('linh.nguyen');
      const request = page.url();
      const elsewhere = await page.context().newPage();
      await elsewhere.goto('/authorizations');
      await elsewhere.getByRole('button', { name: 'Sign out' }).click();
      await elsewhere.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
      await approve(page);
      await page.waitForURL(/\/sign-in/);
      await signIn(page, 'linh.nguyen');
      await page.waitForURL(request);
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      expect((await permissionsOf(page)).live).toHaveLength(1);
      await page.context().close();
    });

    it('session lost between consent and code: the page says what holds, and the company may ask again', async () => {
      const page = await atConsent('haruka.sato');
      await page.context().clearCookies({ path: /^\/oauth/ });
      await approve(page);
      await page.waitForURL(/\/oauth\/authorize\//);
      expect(await textOf(page)).toContain('look under “My sharing”');
      await here.browser.check(page, 'oauth-session-lost');
      await keepPicture(page, 'session-lost');
      await page.getByRole('link', { name: 'My sharing' }).click();
      expect(await page.locator('main [data-authorization-id]').count()).toBe(1);
      await page.goto(`${here.company.url}/connect`);
      await page.waitForURL(/\/consent\//);
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });

    it('double submit: one permission, and both clicks lead on', async () => {
      const page = await atConsent('priya.natarajan');
      const request = page.url();
      const form = await formAsSent(page);
      await page.locator('button[value="approve"]').dblclick();
      expect(await isConnected(here, page)).toBe(true);
      // Some browsers send both clicks, this one sends the first: the second is sent here.
      const again = await page.request.post(request, { form, maxRedirects: 0 });
      expect([again.status(), again.headers()['location']]).toEqual([303, expect.stringContaining('/oauth/authorize/')]);
      expect((await permissionsOf(page)).live).toHaveLength(1);
      await page.context().close();
    });

    it('back button: the request is over, and nothing happens a second time', async () => {
      const page = await atConsent('owen.fletcher');
      const request = page.url();
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.goBack();
      expect(page.url()).toBe(request);
      expect(await textOf(page)).toContain('This request is over');
      await keepPicture(page, 'request-over');
      await page.getByRole('link', { name: 'My sharing' }).click();
      expect((await permissionsOf(page)).live).toHaveLength(1);
      await page.context().close();
    });

    it('two tabs: the answer that comes first counts, the other tab says so', async () => {
      const first = await atConsent('marisol.ortega');
      const second = await first.context().newPage();
      await second.goto(first.url());
      await approve(first);
      expect(await isConnected(here, first)).toBe(true);
      await second.locator('button[value="deny"]').click();
      expect((await permissionsOf(first)).live).toHaveLength(1);
      await first.context().close();
    });

    it('two tabs, two requests: each is answered for itself', async () => {
      const first = await atConsent('daniel.weiss');
      const second = await first.context().newPage();
      await second.goto(`${here.company.url}/connect`);
      await second.waitForURL(/\/consent\//);
      expect(second.url()).not.toBe(first.url());
      await second.locator('button[value="deny"]').click();
      expect(await second.locator('body').innerText()).toContain('access_denied');
      await approve(first);
      expect(await isConnected(here, first)).toBe(true);
      expect((await permissionsOf(first)).live).toHaveLength(1);
      await first.context().close();
    });

    it('expired code: the company is refused, and its customer can connect again', async () => {
      const page = await atConsent('elena.petrova');
      const callback = await codeHeldBack(page);
      await query(
        here,
        `update "authorization".oauth_artifact set expires_at = extract(epoch from now())::bigint - 1,
        payload = jsonb_set(payload, '{exp}', to_jsonb(extract(epoch from now())::bigint - 1)) where model = 'AuthorizationCode'`,
      );
      await page.goto(callback);
      expect(await page.getByRole('alert').innerText()).toContain('invalid_grant');
      await page.goto(`${here.company.url}/connect`);
      await page.waitForURL(/\/consent\//);
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });

    it('service removed meanwhile: the page says so, and what is left can be shared', async () => {
      const page = await atConsent('mei.chen');
      expect(await page.locator('input[name="usagePointIds"]').count()).toBe(2);
      await here.deliver('corrected.csv', withoutGas(here.town));
      await approve(page);
      expect(await page.getByRole('alert').innerText()).toContain('A service you chose is no longer yours to share');
      await keepPicture(page, 'service-removed');
      await chooseAllServices(page);
      await approve(page);
      expect(await isConnected(here, page)).toBe(true);
      await page.context().close();
    });
  });

/** The town's extract with the gas agreement of Mei Chen corrected: it ended years ago. */
function withoutGas({ cis }: DemoTown): string {
  const [header, ...rows] = cis.content.split('\r\n');
  const row = rows.find((line) => line.includes(',SP-1024G,'))!;
  return [header, row.replace(',,SP-1024G,', ',2021-05-01,SP-1024G,'), ''].join('\r\n');
}

/** What pressing "Agree and share" would send. */
const formAsSent = (page: Page): Promise<Record<string, string>> =>
  page.locator('form[action^="/consent/"]').evaluate((form) => {
    const approving = form.querySelector('button[value="approve"]') as HTMLButtonElement;
    return Object.fromEntries(new FormData(form as HTMLFormElement, approving)) as Record<string, string>;
  });

/** Agrees, and keeps the browser from bringing the code to the company. @returns where it would have gone */
async function codeHeldBack(page: Page): Promise<string> {
  const post = await page.request.post(page.url(), { form: await formAsSent(page), maxRedirects: 0 });
  const resumed = await page.request.get(new URL(post.headers()['location']!, page.url()).href, { maxRedirects: 0 });
  return resumed.headers()['location']!;
}

async function query({ stack }: StoryWorld, sql: string): Promise<void> {
  const client = new pg.Client(stack.databaseUrl);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
