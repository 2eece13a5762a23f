import { beforeAll, describe, expect, it } from '@jest/globals';
import * as oauth from 'openid-client';
import type { Page } from 'playwright-core';
import { summarizeFeed } from '../company/index.js';
import type { Stack } from '../run/stack.js';
import { eventually } from '../story/patient-fetch.js';
import { demoAccounts, localDayOf, storyAccount, TOWN_TIME_ZONE } from '../town/index.js';
import type { CheckedBrowser } from './checked-browser.js';
import type { CompanySite } from './company-site.js';
import { fillRegistration } from './fill-registration.js';
import type { StoryWorld } from './story-world.js';

const PASSWORD = 'correct horse battery';
const NAME = 'Ana fetches herself';
const EMAIL = 'ana.developer@customer.example';

/** Issue item 9, mission M-17 and M-18: a customer registers own software, chooses own services and dates, and fetches them in bulk. */
export const selfAccess = (world: () => StoryWorld): void =>
  describe('9: a customer with software of their own (self access)', () => {
    let stack: Stack;
    let site: CompanySite;
    let browser: CheckedBrowser;
    let person: Page;
    let espi: string;
    let credentials: { clientId: string; clientSecret: string; registrationToken: string };
    let token: string;
    let resource: string;

    beforeAll(async () => {
      ({ stack, site, browser } = world());
      espi = `${stack.origin}/DataCustodian/espi/1_1/resource`;
      person = await browser.page();
      await world().townStored;
    }, 120_000);

    const signIn = async (page: Page, path: string, userName: string): Promise<void> => {
      await page.goto(path);
      await page.getByLabel('User name').fill(userName);
      await page.getByLabel('Password').fill('demo');
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    const lastDay = localDayOf(new Date(Date.now() + 60 * 86_400_000), TOWN_TIME_ZONE);
    const get = (uri: string, bearer: string): Promise<Response> => fetch(uri, { headers: { authorization: `Bearer ${bearer}` } });

    it('registers as one who fetches the own data, and confirms the address', async () => {
      await person.goto('/third-party/register');
      const userType = 'A customer who fetches the own data (self-access)';
      await fillRegistration(person, site.url, { name: NAME, taxpayerId: '12-3456781', email: EMAIL, password: PASSWORD, userType });
      await person.getByRole('button', { name: 'Register' }).click();
      const link = await eventually('The mail with the link should come.', async () => {
        const mails = (await (await fetch(`${stack.mailUrl}/messages`)).json()) as { to: string; text: string }[];
        return /http\S+\/third-party\/confirm\/\S+/.exec(mails.find(({ to }) => to === EMAIL)?.text ?? '')?.[0];
      });
      await person.goto(link);
      await person.getByRole('button', { name: 'Confirm' }).click();
      await person.goto('/third-party/sign-in');
      await person.getByLabel('E-mail').fill(EMAIL);
      await person.getByLabel('Password').fill(PASSWORD);
      await person.getByRole('button', { name: 'Sign in' }).click();
      expect(new URL(person.url()).pathname).toBe('/third-party/company');
    });

    it('makes credentials, passes the same three tests, and is approved', async () => {
      await person.goto('/third-party/credentials');
      await person.getByRole('button', { name: 'Create a client secret' }).click();
      const [clientId, clientSecret] = await person.locator('.shown-once').allInnerTexts();
      await person.goto('/third-party/credentials');
      await person.getByRole('button', { name: /registration access token/i }).click();
      const registrationToken = (await person.locator('.shown-once').allInnerTexts()).at(-1)!;
      credentials = { clientId: clientId!, clientSecret: clientSecret!, registrationToken };
      await eventually('The tests should pass by themselves.', async () => {
        await person.goto('/third-party/company');
        return (await person.locator('main').innerText()).includes('In review') || undefined;
      });
      const operator = await browser.page();
      await signIn(operator, '/operator/third-parties', 'operator');
      await operator.getByRole('link', { name: NAME }).click();
      await operator.getByRole('button', { name: 'Approve for production' }).click();
      await operator.context().close();
    }, 60_000);

    it('stands in no public list; the customer finds the own registration by its name and chooses services and dates', async () => {
      expect(await (await fetch(`${stack.origin}/directory.json`)).text()).not.toContain(NAME);
      const customer = await browser.page();
      await signIn(customer, '/share', storyAccount.userName);
      expect(await customer.locator('main').innerText()).not.toContain(NAME);
      await customer.getByLabel('Search by name or purpose').fill(NAME);
      await customer.getByRole('button', { name: 'Search' }).click();
      await customer.getByRole('link', { name: `Share with ${NAME}` }).click();
      await browser.check(customer, 'self-access-choice');
      const services = customer.locator('input[name="usagePointIds"]');
      expect(await services.count()).toBeGreaterThan(1);
      for (const box of await services.all()) await box.uncheck();
      await services.first().check();
      await customer.locator('input[name="duration"][value="until"]').check();
      await customer.locator('#until').fill(lastDay);
      await customer.locator('button[value="approve"]').click();
      expect(new URL(customer.url()).pathname).toMatch(/^\/authorizations\/[0-9a-f-]{36}$/);
      // The way from the company's page is the same one.
      await person.goto('/third-party/company');
      expect(await person.getByRole('link', { name: `Share with ${NAME}` }).getAttribute('href')).toMatch(/^\/share\//);
      await browser.check(person, 'self-access-company');
    }, 60_000);

    it('gets a client access token of its own, and the Authorization names the bulk URL (M-18)', async () => {
      const issuer = new URL(`${stack.origin}/oauth`);
      const secret = oauth.ClientSecretBasic(credentials.clientSecret);
      const options = { algorithm: 'oauth2' as const, execute: [oauth.allowInsecureRequests] };
      const config = await oauth.discovery(issuer, credentials.clientId, undefined, secret, options);
      const answer = await oauth.clientCredentialsGrant(config);
      token = answer.access_token;
      const feed = await (await get(`${espi}/Authorization`, token)).text();
      const uris = [...feed.matchAll(/<espi:resourceURI>([^<]+)</g)].map(([, uri]) => uri!);
      expect(uris).toEqual([answer['resourceURI']]);
      expect(uris[0]).toMatch(new RegExp(`^${espi}/Batch/Bulk/[0-9a-f-]{36}$`));
      // The last day is the customer's own: it ends with its last second there.
      const end = Number(/<espi:expires_at>(\d+)</.exec(feed)![1]);
      expect(localDayOf(new Date((end - 1) * 1000), TOWN_TIME_ZONE)).toBe(lastDay);
      resource = uris[0]!;
    });

    it('fetches usage of the chosen service there, and of no other', async () => {
      const answer = await get(resource, token);
      expect(answer.status).toBe(200);
      const summary = await summarizeFeed(answer.body!);
      expect(summary.usagePoints).toBe(1);
      expect(summary.readings).toBeGreaterThan(1000);
    });

    it('changes its registration over ESPI with its registration access token (FB_44)', async () => {
      const uri = `${espi}/ApplicationInformation/${resource.split('/').at(-1)}`;
      const read = await (await get(uri, credentials.registrationToken)).text();
      expect(read).toContain(`<espi:thirdPartyUserPortalScreenURI>${site.url}/start<`);
      const put = async (body: string): Promise<Response> =>
        fetch(uri, {
          method: 'PUT',
          headers: { authorization: `Bearer ${credentials.registrationToken}`, 'content-type': 'application/atom+xml' },
          body,
        });
      const changed = await put(read.replace(`${site.url}/notify<`, `${site.url}/notify2<`));
      expect([changed.status, await changed.text()]).toEqual([200, expect.stringContaining(`${site.url}/notify2<`)]);
      const wrong = await put(read.replace(`${site.url}/notify<`, 'ftp://nowhere.example/<'));
      expect([wrong.status, await wrong.json()]).toMatchObject([
        400,
        { code: 'invalid-body', faults: [{ field: 'notifyUri', rule: 'uriNotHttps' }] },
      ]);
      const renamed = await put(read.replace(`${NAME}<`, 'Somebody else<'));
      expect([renamed.status, await renamed.json()]).toMatchObject([409, { code: 'conflict' }]);
    });

    it('takes the data of nobody else', async () => {
      const neighbour = await browser.page();
      const other = demoAccounts.find(({ role, userName }) => role === 'customer' && userName !== storyAccount.userName)!;
      const thirdPartyPath = (await person.getByRole('link', { name: `Share with ${NAME}` }).getAttribute('href'))!;
      await signIn(neighbour, thirdPartyPath, other.userName);
      for (const box of await neighbour.locator('input[name="usagePointIds"]').all()) await box.check();
      const [answer] = await Promise.all([
        neighbour.waitForResponse((response) => response.request().method() === 'POST'),
        neighbour.locator('button[value="approve"]').click(),
      ]);
      expect(answer.status()).toBe(403);
      const feed = await (await get(`${espi}/Authorization`, token)).text();
      expect([...feed.matchAll(/<espi:authorizationURI>/g)]).toHaveLength(1);
    }, 60_000);
  });
