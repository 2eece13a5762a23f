import { expect, it, beforeAll, describe } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Stack } from '../run/stack.js';
import { totp } from './authenticator-app.js';
import type { CheckedBrowser } from './checked-browser.js';
import type { CompanySite } from './company-site.js';
import { CompanySoftware } from './company-software.js';
import { customerAt } from './customer-steps.js';
import { fillRegistration } from './fill-registration.js';
import { keepPicture } from './gallery.js';
import { settled } from './settled-run.js';
import type { StoryWorld } from './story-world.js';

const PASSWORD = 'correct horse battery';

/** Issue items 1 to 4: the way of a company from the first page to production and to its end. */
export const companyRegistration = (world: () => StoryWorld): void =>
  describe('1 to 4: a company', () => {
    let stack: Stack;
    let site: CompanySite;
    let browser: CheckedBrowser;
    let company: Page;
    let operator: Page;
    let software: CompanySoftware;
    let sandboxToken: { uri: string; token: string };

    beforeAll(async () => {
      ({ stack, site, browser } = world());
      [company, operator] = await Promise.all([browser.page(), browser.page()]);
    });

    const mailTo = (address: string): Promise<string> => world().mailTo(address, /http\S+\/third-party\/\S+/);
    const signIn = async (page: Page, email: string): Promise<void> => {
      await page.goto('/third-party/sign-in');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };

    it('reads what it needs before it starts', async () => {
      await company.goto('/third-party');
      await browser.check(company, 'for-companies');
      await company.getByRole('link', { name: 'Register your company' }).click();
      expect(await company.getByRole('heading', { name: 'What you need before you start' }).isVisible()).toBe(true);
      await browser.check(company, 'register');
      await keepPicture(company, 'company-registration');
    });

    it('is told every error beside its field and in the summary, and keeps what it entered', async () => {
      await fillRegistration(company, site.url, {
        name: 'Sunny: Roofs',
        taxpayerId: '12-345',
        email: 'mo@sunny.example',
        password: 'short',
      });
      await company.getByRole('button', { name: 'Register' }).click();
      const links = await company.getByRole('alert').getByRole('link').allInnerTexts();
      expect(links).toEqual([
        'Company name: leave out “=”, “:” and line breaks',
        'Taxpayer id: enter nine digits, for example 12-3456780',
        'Password: use at least 12 characters',
      ]);
      expect(await company.locator('[id="taxpayerId-error"]').innerText()).toBe(links[1]);
      expect(await company.getByLabel('Company name').inputValue()).toBe('Sunny: Roofs');
      expect(await company.getByLabel('Redirect URIs').inputValue()).toBe(`${site.url}/callback`);
      await browser.check(company, 'register-errors');
    });

    it('registers, and confirms the e-mail address by the link', async () => {
      await fillRegistration(company, site.url, {
        name: 'Sunny Roofs',
        taxpayerId: '12-3456780',
        email: 'mo@sunny.example',
        password: PASSWORD,
      });
      await company.getByRole('button', { name: 'Register' }).click();
      await browser.check(company, 'registered');
      expect(await company.getByRole('heading', { level: 1 }).innerText()).toBe('Check your mail');
      await signIn(company, 'mo@sunny.example');
      expect(await company.getByRole('alert').innerText()).toContain('not confirmed yet');
      await company.goto(await mailTo('mo@sunny.example'));
      await browser.check(company, 'confirm');
      await company.getByRole('button', { name: 'Confirm' }).click();
      await browser.check(company, 'confirmed');
      await signIn(company, 'mo@sunny.example');
      expect(new URL(company.url()).pathname).toBe('/third-party/company');
      await browser.check(company, 'company-before-tests');
    });

    it('sees which request of a test fails, and why', async () => {
      site.broken = true;
      await company.getByRole('button', { name: 'Run Connectivity test' }).click();
      await settled(company, 'connectivity');
      const card = company.locator('#test-connectivity');
      expect(await card.innerText()).toContain('the client has no secret and no key yet');
      expect(await card.innerText()).toContain(`POST ${site.url}/notify`);
      expect(await card.innerText()).toContain('status 500');
      await browser.check(company, 'company-test-failed');
      site.broken = false;
    });

    it('creates a secret, shown once, and the three tests run by themselves: the OAuth test names the address that fails', async () => {
      site.broken = true;
      await company.goto('/third-party/credentials');
      await browser.check(company, 'credentials-empty');
      await company.getByRole('button', { name: 'Create a client secret' }).click();
      await browser.check(company, 'credentials-once');
      const [clientId, clientSecret] = await company.locator('.shown-once').allInnerTexts();
      expect(clientSecret).toMatch(/^[\w-]{43}$/);
      await company.getByRole('link', { name: 'I have copied it' }).click();
      for (const test of ['connectivity', 'oauth', 'applicationInformation']) await settled(company, test);
      const card = await company.locator('#test-oauth').innerText();
      expect(card).toContain(`GET ${site.url}/callback?error=access_denied`);
      expect(card).toContain('status 500');
      expect(card).toContain('Make your redirect URI answer a customer who said no');
      expect(await company.locator('#test-oauth table').first().locator('.badge.failed').count()).toBe(1);
      await browser.check(company, 'company-oauth-failed');
      site.broken = false;
      const scope = await company.locator('dt:has-text("Scope you may ask for") + dd').innerText();
      const redirectUri = `${site.url}/callback`;
      software = await CompanySoftware.start(stack.origin, { clientId: clientId!, clientSecret: clientSecret!, redirectUri, scope });
    }, 60_000);

    /** The browser goes where the company's software sends it, and the sandbox customer agrees. @returns where it came back to */
    const agree = async (url: string): Promise<string> => {
      await company.goto(url);
      await company.getByRole('button', { name: 'Agree as the sandbox customer' }).click();
      await company.waitForURL(`${site.url}/callback?**`);
      return company.url();
    };

    it('sees which request of its own software was refused in the sandbox, and why', async () => {
      const flow = await software.begin();
      await company.goto(flow.url);
      expect(await company.locator('main').innerText()).toContain('No customer takes part in it');
      await browser.check(company, 'sandbox-consent');
      const back = await agree(flow.url);
      await expect(software.redeem({ ...flow, verifier: 'x'.repeat(43) }, back)).rejects.toThrow();
      await company.goto('/third-party/company');
      await company.getByRole('button', { name: 'Judge what my software did' }).click();
      await settled(company, 'oauth');
      const failed = company.locator('#test-oauth table').first().locator('tbody tr').last();
      expect(await failed.innerText()).toContain(`POST ${stack.origin}/oauth/token`);
      expect(await failed.innerText()).toContain('invalid_grant');
      expect(await failed.innerText()).toContain('the verifier of the PKCE challenge');
      expect(await company.locator('#sandbox-requests tbody tr').first().innerText()).toContain('Code redeemed');
      await browser.check(company, 'company-sandbox-refused');
    }, 60_000);

    it('passes the OAuth test by itself when its software takes a real code the whole way', async () => {
      const flow = await software.begin();
      const tokens = await software.redeem(flow, await agree(flow.url));
      const feed = await fetch(String(tokens['resourceURI']), { headers: { authorization: `Bearer ${tokens.access_token}` } });
      const body = await feed.text();
      expect(feed.status).toBe(200);
      // 31 days of hours, one of them of 25, and a gas reading a day.
      expect(body.match(/<espi:IntervalReading>/g)).toHaveLength(31 * 24 + 1 + 31);
      const refreshed = await software.refresh(tokens.refresh_token!);
      sandboxToken = { uri: String(refreshed['resourceURI']), token: refreshed.access_token };
      await company.goto('/third-party/company');
      await settled(company, 'oauth', ['Passed']);
      await company.getByRole('button', { name: 'Run Connectivity test again' }).click();
      await settled(company, 'connectivity');
      await browser.check(company, 'company-tests-passed');
      await company.goto('/third-party/company');
      await keepPicture(company, 'company-tests');
      expect(await company.locator('main').innerText()).toContain('In review');
      expect(site.calls).toEqual(expect.arrayContaining(['POST /notify', 'GET /callback']));
    }, 60_000);

    it('rotates its secret with an overlap', async () => {
      await company.goto('/third-party/credentials');
      await company.getByLabel('Overlap').selectOption('3600');
      await company.getByRole('button', { name: 'Make a new secret' }).click();
      await company.goto('/third-party/credentials');
      expect(await company.locator('#secrets tbody tr').count()).toBe(2);
      await company.getByLabel('Certificate (PEM)').fill('nonsense');
      await company.getByRole('button', { name: 'Add the certificate' }).click();
      expect(await company.getByRole('alert').innerText()).toContain('The certificate is refused');
      await browser.check(company, 'credentials-error');
    });

    it('is sent back with a reason by the operator, corrects it and is approved', async () => {
      await operator.goto('/operator/third-parties');
      await operator.getByLabel('User name').fill('operator');
      await operator.getByLabel('Password').fill('demo');
      await operator.getByRole('button', { name: 'Sign in' }).click();
      await browser.check(operator, 'operator-queue');
      await operator.getByRole('link', { name: 'Sunny Roofs' }).click();
      await browser.check(operator, 'operator-review');
      await keepPicture(operator, 'operator-review');
      await operator.getByRole('button', { name: 'Send back with this reason' }).click();
      expect(await operator.getByRole('alert').innerText()).toContain('Enter a reason');
      await operator.locator('[id="decline.reason"]').fill('The purpose says too little.');
      await operator.getByRole('button', { name: 'Send back with this reason' }).click();

      await company.goto('/third-party/company');
      expect(await company.locator('main').innerText()).toContain('The purpose says too little.');
      await company.goto('/third-party/details');
      await browser.check(company, 'details');
      await company.getByLabel('Purpose, in plain words').fill('To work out how many panels your roof needs.');
      await company.getByRole('button', { name: 'Save' }).click();
      expect(await company.getByRole('status').innerText()).toContain('saved');

      await operator.reload();
      await operator.getByRole('button', { name: 'Approve for production' }).click();
      expect(await operator.getByRole('status').innerText()).toBe('Your decision is recorded.');
      // The sandbox ended with the approval, at once.
      const late = await fetch(sandboxToken.uri, { headers: { authorization: `Bearer ${sandboxToken.token}` } });
      expect(late.status).toBe(401);
    });

    it('stands in the public directory, as a page and as JSON', async () => {
      const visitor = await browser.page();
      await visitor.goto('/directory');
      await browser.check(visitor, 'directory');
      expect(await visitor.locator('main').innerText()).toContain('To work out how many panels your roof needs.');
      const listed = (await (await fetch(`${stack.origin}/directory.json`)).json()) as { companies: object[] };
      expect(listed.companies).toContainEqual(
        expect.objectContaining({ client_name: 'Sunny Roofs', status: 'production', data_sets: ['usage'] }),
      );
      expect(JSON.stringify(listed)).not.toMatch(/@|555|123456780/);
      await visitor.context().close();
    });

    it('is found by a customer, who may begin at the page that it names', async () => {
      const customer = await customerAt(world(), 'grace.kim', '/share?search=panels');
      await customer.getByRole('link', { name: 'Share with Sunny Roofs' }).click();
      expect(await customer.locator('.notice').innerText()).toContain('would like you to begin on its own site');
      await customer.getByRole('link', { name: 'Begin at Sunny Roofs' }).click();
      expect(customer.url()).toBe(`${site.url}/start`);
      await customer.context().close();
    });

    it('invites a colleague who may look and change nothing', async () => {
      await company.goto('/third-party/people');
      await company.getByLabel('E-mail').fill('jo@sunny.example');
      await company.getByRole('button', { name: 'Send the invitation' }).click();
      await browser.check(company, 'people');
      const colleague = await browser.page();
      await colleague.goto(await mailTo('jo@sunny.example'));
      await browser.check(colleague, 'invitation');
      await colleague.getByLabel('Your name').fill('Jo Stone');
      await colleague.getByLabel('Password').fill(PASSWORD);
      await colleague.getByRole('button', { name: 'Create my account' }).click();
      await signIn(colleague, 'jo@sunny.example');
      await colleague.goto('/third-party/credentials');
      expect(await colleague.locator('main').innerText()).toContain('Your role lets you look only');
      expect(await colleague.locator('main button').count()).toBe(0);
      await browser.check(colleague, 'credentials-read-only');
      expect((await colleague.goto('/operator/third-parties'))?.status()).toBe(403);
      await colleague.context().close();
    });

    it('switches the second step on, and is asked for it', async () => {
      await company.goto('/third-party/security');
      await company.getByRole('button', { name: 'Set it up' }).click();
      const secret = (await company.locator('.shown-once').innerText()).replaceAll(' ', '');
      await browser.check(company, 'security-offer');
      const used = totp(secret, Math.floor(Date.now() / 30_000));
      await company.getByLabel('Code that the app shows now').fill(used);
      await company.getByRole('button', { name: 'Switch it on' }).click();
      expect(await company.locator('main').innerText()).toContain('The second step is on.');
      await company.getByRole('button', { name: 'Sign out' }).click();
      await signIn(company, 'mo@sunny.example');
      await browser.check(company, 'sign-in-code');
      await company.getByLabel('Code').fill(used);
      await company.getByRole('button', { name: 'Sign in' }).click();
      // The same code is not good twice; the next step's is, and clocks may differ by one.
      expect(await company.getByRole('alert').innerText()).toContain('was used already');
      await company.getByLabel('Code').fill(totp(secret, Math.floor(Date.now() / 30_000) + 1));
      await company.getByRole('button', { name: 'Sign in' }).click();
      expect(new URL(company.url()).pathname).toBe('/third-party/company');
    });

    it('is put on hold until a day, is let go again, and is ended', async () => {
      await operator.locator('[id="hold.reason"]').fill('The notify address leads to a stranger.');
      await operator.locator('[id="hold.cureBy"]').fill('2099-06-30');
      await operator.getByRole('button', { name: 'Put on hold' }).click();
      await company.goto('/third-party/company');
      expect(await company.locator('main').innerText()).toContain('Cure this by Jun 30, 2099');
      await browser.check(company, 'company-on-hold');
      await operator.getByRole('button', { name: 'Lift the hold' }).click();
      await operator.locator('[id="terminate.reason"]').fill('The company closed.');
      await operator.getByRole('button', { name: 'End for good' }).click();
      expect(await operator.getByRole('alert').innerText()).toContain('Tick that you have read');
      await browser.check(operator, 'operator-errors');
      await operator.getByLabel('I have read that this cannot be undone').check();
      await operator.getByRole('button', { name: 'End for good' }).click();
      expect(await operator.locator('main').innerText()).toContain('We ended your access: The company closed.');
      expect(await (await fetch(`${stack.origin}/directory.json`)).text()).not.toContain('Sunny Roofs');
    });
  });
