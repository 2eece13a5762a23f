import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startCheckedBrowser, type CheckedBrowser } from '../stories/checked-browser.js';
import { runsHere } from '../run/runs-here.js';
import { eventually } from '../story/patient-fetch.js';
import { storyAccount } from '../town/index.js';
import { CertificationRun, type Kind } from './certification-run.js';

const suite = runsHere('row OFA001 of the certification', true) ? describe : describe.skip;

/** Row OFA001: what the customer granted without the company's redirect, on paper and from the account. */
suite('certification: offline authorizations (FB_40)', () => {
  let run: CertificationRun;
  let browser: CheckedBrowser;
  const granted: Record<string, string> = {};

  beforeAll(async () => {
    run = await CertificationRun.start('ofa');
    browser = await startCheckedBrowser(run.stack.origin);
  }, 240_000);
  afterAll(async () => {
    await browser?.stop();
    await run?.stop();
  }, 60_000);

  const signIn = async (page: Page, path: string, userName: string): Promise<void> => {
    await page.goto(path);
    await page.getByLabel('User name').fill(userName);
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const authorizationsOf = async (): Promise<string[]> => {
    const feed = await (await run.send('GET', `${run.story.espi}/Authorization`, 'C')).text();
    return [...feed.matchAll(/<espi:authorizationURI>([^<]+)</g)].map(([, uri]) => uri!);
  };

  it('a customer grants from the account, and two operators grant what a customer signed on paper', async () => {
    const { client } = run.story.need('company');
    const customer = await browser.page();
    await signIn(customer, `/share/${client.credentials.thirdPartyId}`, storyAccount.userName);
    for (const box of await customer.locator('input[name="usagePointIds"]').all()) await box.check();
    await customer.locator('button[value="approve"]').click();
    granted['account'] = new URL(customer.url()).pathname.split('/')[2]!;

    const operator = await browser.page();
    await signIn(operator, '/operator/paper/new', 'operator');
    await operator.getByLabel('Customer number').fill(storyAccount.customerNumber!);
    await operator.getByLabel('Company').selectOption({ label: 'Sunny Savings' });
    await operator.getByRole('button', { name: 'Go on' }).click();
    await operator.locator('input[name="usagePointIds"]').first().check();
    await operator.locator('#reason').fill('The customer has no computer.');
    await operator
      .locator('#evidence')
      .setInputFiles({ name: 'form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 signed') });
    await operator.getByRole('button', { name: 'Hand on to a second operator' }).click();
    const paper = new URL(operator.url()).pathname;
    expect(await authorizationsOf()).toHaveLength(1);

    const second = await browser.page();
    await signIn(second, paper, 'second.operator');
    await second.getByRole('button', { name: 'Approve: the form says so' }).click();
    const uris = await authorizationsOf();
    expect(uris).toHaveLength(2);
    granted['paper'] = uris.map((uri) => uri.split('/').at(-1)!).find((id) => id !== granted['account'])!;
  }, 60_000);

  const ways = [['account'], ['paper']];
  it.each(ways)('OFA001 the company is told of the authorization (%s) by notification', async (way) => {
    const { notifications } = run.story.need('company');
    const uri = `${run.story.espi}/Authorization/${granted[way]}`;
    await eventually('The notify URI should be told of the Authorization.', async () =>
      notifications.some(({ resources }) => resources.includes(uri)) ? true : undefined,
    );
  });

  it.each(ways)('OFA001 the Authorization entry (%s) opens with C and names its resources', async (way) => {
    const response = await run.send('GET', `${run.story.espi}/Authorization/${granted[way]}`, 'C');
    const xml = await response.text();
    expect(response.status).toBe(200);
    expect(xml).toContain('<espi:status>1</espi:status>');
    expect(xml).toContain(`<espi:resourceURI>${run.story.espi}/Batch/Subscription/${granted[way]}</espi:resourceURI>`);
  });

  it.each(ways)('OFA001 Batch/Bulk with C carries the usage of the authorization (%s)', async (way) => {
    const { client } = run.story.need('company');
    const bulk = `${run.story.espi}/Batch/Bulk/${client.credentials.applicationInformationId}`;
    const response = await run.send('GET', bulk, 'C');
    const xml = await response.text();
    expect(response.status).toBe(200);
    expect(xml).toContain('<espi:IntervalBlock>');
    expect(xml).toMatch(new RegExp(`rel="self" href="${run.story.espi}/Subscription/${granted[way]}/UsagePoint/`));
    // RBK001: every entry of a subscription lies below one that the company was granted.
    const below = [...xml.matchAll(/rel="self" href="[^"]+\/Subscription\/([0-9a-f-]{36})\//g)].map(([, id]) => id!);
    expect(below.filter((id) => !Object.values(granted).includes(id))).toEqual([]);
  });

  it.each<[Kind]>([['C'], ['R'], ['none']])(
    'OFA001 Batch/Subscription stays closed with %s: there is no access token of an offline grant',
    async (kind) => {
      expect(await run.status('GET', `${run.story.espi}/Batch/Subscription/${granted['paper']}`, kind)).toBe(403);
    },
  );

  it('OFA001 the company gives an offline authorization up with C, and the bulk feed carries it no longer', async () => {
    expect(await run.status('DELETE', `${run.story.espi}/Authorization/${granted['paper']}`, 'C')).toBe(200);
    const { client } = run.story.need('company');
    const xml = await (await run.send('GET', `${run.story.espi}/Batch/Bulk/${client.credentials.applicationInformationId}`, 'C')).text();
    expect(xml).not.toContain(granted['paper']);
    expect(xml).toContain(granted['account']);
  });
});
