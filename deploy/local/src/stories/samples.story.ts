import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_SETS } from '@greenledger/contracts';
import { CUSTOMER_NAMESPACES, ESPI_NAMESPACE, parseXml, type XmlElement } from '@greenledger/espi';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { companyRegistration } from '../company/index.js';
import { runAuthorizationProgram, storyAccount } from '../town/index.js';
import { approve, chooseAllServices, customerAt } from './customer-steps.js';
import { keepPicture } from './gallery.js';
import type { StoryWorld } from './story-world.js';

const NAME = 'Whole House Advice';
const SCOPE = 'FB=1_3_4_5_15_16_31_35_37_39_53_67;AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment;HistoryLength=34128000';

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly thirdPartyId: string;
}

/** Issue item 6: five data sets, personal ones off, each with a sample of exactly what would be sent. */
export const samples = (world: () => StoryWorld): void =>
  describe('6: all five data sets', () => {
    let here: StoryWorld;
    let company: Credentials;
    let page: Page;
    let shown: string[];
    beforeAll(async () => {
      here = world();
      company = await registered(here);
      await here.townStored;
      page = await customerAt(here, storyAccount.userName, `/share/${company.thirdPartyId}`);
    }, 120_000);

    it('are offered with the personal ones off, and each has a sample', async () => {
      const ticked = await page
        .locator('input[name="dataSets"]:checked')
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value')));
      expect(ticked).toEqual(['usage']);
      await page.locator('details').last().locator('summary').click();
      await here.browser.check(page, 'consent-all-data-sets');
      await keepPicture(page, 'consent-all-data-sets', { whole: true });
      shown = await page.locator('pre.raw').allTextContents();
      expect(shown).toHaveLength(DATA_SETS.length);
    });

    it('are delivered as the samples say: the same elements, in feeds of their own', async () => {
      for (const box of await page.locator('input[name="dataSets"]').all()) await box.check();
      await chooseAllServices(page);
      await approve(page);
      const answer = await fetch(`${here.stack.origin}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${company.clientId}:${company.clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }),
      });
      const tokens = (await answer.json()) as Record<string, string>;
      const feeds = [tokens['resourceURI']!, tokens['customerResourceURI']!].map(async (uri) =>
        (await fetch(uri, { headers: { authorization: `Bearer ${tokens['access_token']}` } })).text(),
      );
      const delivered = new Set((await Promise.all(feeds)).flatMap((feed) => pathsOf(parseXml(feed))));
      const sampled = pathsOf(parseXml(`<feed ${CUSTOMER_NAMESPACES} xmlns:espi="${ESPI_NAMESPACE}">${shown.join('')}</feed>`));
      expect(sampled.length).toBeGreaterThan(60);
      // The estimated readings of the town were all corrected since.
      const missing = [...new Set(sampled)].filter((path) => !delivered.has(path) && !path.includes('/ReadingQuality'));
      expect(missing).toEqual([]);
      await page.context().close();
    });
  });

/** Where each element below the contents of the entries stands. */
function pathsOf(element: XmlElement, above = ''): string[] {
  const path = element.name === 'content' ? 'content' : above && `${above}/${element.name}`;
  return [...(path ? [path] : []), ...element.children.flatMap((child) => pathsOf(child, path))];
}

/** A company in production that asks for everything. */
async function registered({ stack }: StoryWorld): Promise<Credentials> {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-advice-'));
  try {
    const file = join(folder, 'company.json');
    const purpose = 'To advise on tariff, insulation and programs for your whole house.';
    writeFileSync(file, JSON.stringify({ ...companyRegistration(1), name: NAME, purpose, softwareId: 'whole-house', scopes: [SCOPE] }));
    const company = JSON.parse(await runAuthorizationProgram(stack, 'register-third-party', ['--file', file])) as Credentials;
    await runAuthorizationProgram(stack, 'approve-third-party', ['--third-party', company.thirdPartyId, '--by', 'operator']);
    return company;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
