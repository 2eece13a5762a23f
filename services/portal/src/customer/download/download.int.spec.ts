import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BrowserlessSession } from '../../testing/browserless-session.js';
import { CUSTOMER_ID } from '../../testing/demo-consent.js';
import { startPortalStack, type PortalStack } from '../../testing/portal-stack.js';

const JUNE = 'from=2026-06-01&to=2026-06-30';
const start = Date.parse('2026-06-01T07:00:00Z') / 1000;
const JUNE_OF = (...usagePointIds: string[]) => ({ customerId: CUSTOMER_ID, usagePointIds, start, end: start + 30 * 86_400 });

describe('the customer’s own energy use', () => {
  let stack: PortalStack;
  let browser: BrowserlessSession;
  beforeAll(async () => void (stack = await startPortalStack()));
  afterAll(() => stack?.stop());
  beforeEach(async () => {
    stack.dataDelivery.asked.length = 0;
    browser = new BrowserlessSession(stack.origin);
    await browser.signIn();
  });

  it('is drawn and written for each channel that can be summed', async () => {
    const html = await (await browser.get(`/my-usage?${JUNE}`)).text();
    expect(stack.dataDelivery.asked).toEqual([
      { operation: 'data-delivery.summarize-own-usage', request: JUNE_OF('up-electric', 'up-gas') },
    ]);
    expect(html.match(/<svg/g)).toHaveLength(3);
    expect(html.match(/class="chart-bar"/g)).toHaveLength(90);
    // The table says each bar in numbers; two rows are those of times of use.
    expect(html.match(/<th scope="row">/g)).toHaveLength(90 + 2);
    expect(html).toContain('Electricity from the grid: kWh by day');
    expect(html).toContain('Gas: therms by day');
    expect(html).toContain('measured every 15 minutes');
    expect(html).toContain(`href="/my-usage.xml?${JUNE.replace('&', '&amp;')}"`);
    expect(html).not.toContain('style=');
  });

  it.each([
    [
      'en',
      'By time of use',
      'Peak, 4 to 9 pm',
      'Time of use 2',
      '33%',
      /kWh in all<\/strong> \(energy for \$\d+\.\d\d at the prices of your rate\)/,
    ],
    ['es', 'Por horario', 'Peak, 4 to 9 pm', 'Horario 2', '33', /energía por \$\d+\.\d\d a los precios/],
    [
      'ja',
      '時間帯別',
      'Peak, 4 to 9 pm',
      '時間帯 2',
      '33%',
      /、計測間隔：15分ごと。<strong>[^<]*<\/strong>（ご契約料金の単価で \$\d+\.\d\d 相当）/,
    ],
  ])('tells times of use and costs where a tariff is known (%s)', async (language, caption, name, number, share, cost) => {
    await browser.submit('/my-usage', '/language', { language, backTo: '/my-usage' });
    const html = await (await browser.get(`/my-usage?${JUNE}`)).text();
    for (const text of [caption, name, number, share]) expect(html).toContain(text);
    expect(html).toMatch(cost);
    // The other channels have none.
    expect(html.match(/<caption/g)).toHaveLength(1);
  });

  it('is that of one service, when one is chosen, and of no stranger’s', async () => {
    const html = await (await browser.get(`/my-usage?service=up-gas&${JUNE}`)).text();
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(stack.dataDelivery.asked.map(({ request }) => request)).toEqual([JUNE_OF('up-gas')]);
    const other = await (await browser.get(`/my-usage?service=up-other&${JUNE}`)).text();
    expect(other).toContain('No readings have come for these days yet');
    expect(stack.dataDelivery.asked).toHaveLength(1);
    expect((await browser.get(`/my-usage.csv?service=up-other&${JUNE}`)).status).toBe(422);
  });

  it.each([
    ['xml', 'application/atom+xml; charset=utf-8', 'atom'],
    ['csv', 'text/csv; charset=utf-8', 'csv'],
  ])('is downloaded whole as %s, part by part', async (ending, type, form) => {
    const answer = await browser.get(`/my-usage.${ending}?${JUNE}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="energy-use-2026-06-01-to-2026-06-30.${ending}"`);
    const first = `${form} part 0 after 0\n`;
    expect(await answer.text()).toBe(`${first}${form} part 1 after ${first.length}\n`);
    const asked = stack.dataDelivery.asked.map(({ request }) => request as { downloadId: string; part: number });
    expect(asked).toMatchObject([
      { ...JUNE_OF('up-electric', 'up-gas'), part: 0 },
      { ...JUNE_OF('up-electric', 'up-gas'), part: 1 },
    ]);
    expect(asked[0]!.downloadId).toBe(asked[1]!.downloadId);
  });

  it('breaks off where the rest does not come, and says why in the log', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const answer = await browser.get('/my-usage.csv?from=2024-01-01&to=2026-06-30');
    await expect(answer.text()).rejects.toThrow();
    expect(warn).toHaveBeenCalledWith('a file broke off: The readings changed while they were read.');
    warn.mockRestore();
  });

  it('refuses a day that is none, and strangers', async () => {
    expect((await browser.get('/my-usage?from=soon')).status).toBe(422);
    expect((await browser.get('/my-usage.csv?from=soon')).status).toBe(400);
    expect((await new BrowserlessSession(stack.origin).get(`/my-usage.xml?${JUNE}`)).status).toBe(303);
    const staff = new BrowserlessSession(stack.origin);
    await staff.signIn('otto');
    for (const path of ['/my-usage', '/my-usage.csv']) expect((await staff.get(path)).status).toBe(404);
    expect(stack.dataDelivery.asked).toEqual([]);
  });
});
