import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChromiumPages } from '../testing/chromium-pages.js';
import { REFUSAL_ID } from '../testing/company-data-answers.js';
import { addPerson, COMPANY_PASSWORD } from '../testing/demo-company.js';
import { AUTHORIZATION_ID, authorization } from '../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../testing/portal-stack.js';

const PAGES = [
  '/third-party/requests',
  `/third-party/requests/${REFUSAL_ID}`,
  '/third-party/authorizations',
  '/third-party/authorizations?state=expired',
  `/third-party/authorizations/${AUTHORIZATION_ID}`,
];

// Each page is judged twice by axe, beside everything else that runs.
jest.setTimeout(180_000);

describe('the pages of a company about its data in Chromium', () => {
  let stack: PortalStack;
  let chromium: ChromiumPages;
  let email: string;
  beforeAll(async () => {
    stack = await startPortalStack();
    chromium = await ChromiumPages.start(stack.origin);
    email = await addPerson(stack.database.ownerDataSource, 'developer');
    stack.world.authorizations.push(
      authorization({
        authorizationId: 'a0000000-0000-4000-8000-000000000002',
        status: 'revoked',
        ended: { at: '2026-07-01T12:00:00Z', by: 'customer', reason: '' },
      }),
    );
  });
  afterAll(async () => {
    await chromium?.stop();
    await stack?.stop();
  });

  it.each(['light', 'dark'] as const)('break no accessibility rule (%s), and fit into 320 px', async (colorScheme) => {
    const page = await chromium.open({ javaScriptEnabled: true, colorScheme });
    // From the link of a refusal through sign-in to its explanation.
    await page.goto(`/third-party/requests/${REFUSAL_ID}`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(COMPANY_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(new URL(page.url()).pathname).toBe(`/third-party/requests/${REFUSAL_ID}`);
    for (const path of PAGES) {
      await page.goto(path);
      expect([path, await chromium.judge(page, `${colorScheme}${path}`)]).toEqual([path, { violations: [], width: 320 }]);
    }
    await page.context().close();
  });
});
