import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { CUSTOMER_ID, release } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

describe('who received what, when', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => {
    stack = await startPortalStack();
    stack.world.releases = Array.from({ length: 2345 }, (_, index) => release(`r-${index}`, '2026-06-01T10:00:00Z', index));
  });
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.authorizations.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });
  const asked = () =>
    stack.authorizations.asked
      .filter(({ operation }) => operation === 'authorization.list-customer-releases')
      .map(({ request }) => request);

  it('is listed page by page, with the filter kept', async () => {
    const html = await (await browser.get('/received?from=2026-05-01&page=2')).text();
    expect(html.match(/data-release-id/g)).toHaveLength(50);
    expect(html).toContain('Deliveries 51 to 100 of 2,345');
    expect(html).toContain('href="/received?from=2026-05-01&amp;page=3"');
    expect(html).toContain('href="/received.csv?from=2026-05-01"');
    expect(asked()).toEqual([{ customerId: CUSTOMER_ID, from: Date.parse('2026-05-01T07:00:00Z') / 1000, limit: 50, offset: 50 }]);
  });

  it('is downloaded whole as CSV and JSON, every line once', async () => {
    const csv = await browser.get('/received.csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="received.csv"');
    const lines = (await csv.text()).trim().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',')[3])).size).toBe(2345);
    const { releases } = (await (await browser.get('/received.json')).json()) as { releases: unknown[] };
    expect(releases).toHaveLength(2345);
  });

  it('refuses a day that is none, and strangers', async () => {
    expect((await browser.get('/received?from=soon')).status).toBe(422);
    expect((await browser.get('/received.csv?from=soon')).status).toBe(400);
    const stranger = new BrowserlessSession(stack.origin);
    expect((await stranger.get('/received.json')).status).toBe(303);
    const staff = new BrowserlessSession(stack.origin);
    await staff.signIn('otto');
    expect((await staff.get('/received')).status).toBe(404);
  });
});
