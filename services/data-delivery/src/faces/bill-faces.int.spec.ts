import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthorizationView, DataSet } from '@greenledger/contracts';
import { hrefsOf } from '../testing/feed-text.js';
import { BILLING_SUMMARY } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { loadSample, project } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const { start, end } = BILLING_SUMMARY.billingPeriod;
const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000', '');
const grant = (dataSets: readonly DataSet[], differences: Partial<AuthorizationView['terms']> = {}): void => {
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets, ...differences } };
  service.authorization.token('token-access', 'access');
};
const get = (path: string, accept: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + BASE + path, { headers: { authorization: 'Bearer token-access', accept, ...headers } });
let list: string;

beforeAll(async () => {
  await service.start();
  const log = await loadSample(service);
  await project(service, [
    log.bill('bill-1'),
    log.bill('bill-2', {
      billingPeriod: { start: end, end: end + 2_678_400 },
      items: [],
      readPeriod: null,
      billToDate: null,
      consumption: null,
    }),
    log.bill('bill-3', { customerId: 'c-2' }),
  ]);
  grant(['usage', 'billing']);
  const feed = await (await get(BATCH, 'application/atom+xml')).text();
  const href = hrefsOf(feed).find((each) => each.endsWith('/UsageSummary'))!;
  list = href.slice(href.indexOf(BASE) + BASE.length);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  grant(['usage', 'billing']);
});

interface Bills {
  readonly usageSummaries: readonly Record<string, unknown>[];
}

describe('bills', () => {
  it('are JSON with the numbers of the feed, from a release of their own', async () => {
    const answer = await get(list, 'application/json');
    expect([answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual(['application/json', 'accept, accept-encoding']);
    const { usageSummaries } = (await answer.json()) as Bills;
    expect(usageSummaries).toMatchObject([
      {
        subscription: AUTHORIZATION.authorizationId,
        billingPeriod: { start: iso(start), end: iso(end) },
        billLastPeriod: 12_345_000,
        billToDate: 1_000_000,
        currency: 840,
        items: [
          { note: 'Generation & more', itemKind: 1, amount: 5_000_000 },
          { note: 'Tax', itemKind: 5, amount: -250_000 },
        ],
        consumption: { value: 412_500, uom: 72, at: iso(end) },
        qualityOfReading: 19,
        tariffProfile: 'E-TOU-C',
      },
      { billLastPeriod: 12_345_000, items: [], consumption: null, readPeriod: null },
    ]);
    expect(service.authorization.recorded).toMatchObject([
      { resource: 'Subscription/UsagePoint/{id}/UsageSummary', rendererVersion: 'json/2', dataSets: ['billing'] },
    ]);
    const one = (await (await get(`${list}/${String(usageSummaries[0]!['id'])}`, 'application/json')).json()) as Bills;
    expect(one.usageSummaries).toEqual([usageSummaries[0]]);
  });

  it('are CSV, a line for each item, amounts as decimals', async () => {
    const answer = await get(list, 'text/csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [head, ...lines] = (await answer.text())
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const column = (line: readonly string[], name: string): string => line[head!.indexOf(name)]!;
    expect(
      lines.map((line) => ['amount', 'amount_to_date', 'item_note', 'item_amount', 'period_start'].map((name) => column(line, name))),
    ).toEqual([
      ['123.45', '10', 'Generation & more', '50', iso(start)],
      ['123.45', '10', 'Tax', '-2.5', iso(start)],
      ['123.45', '', '', '', iso(end)],
    ]);
    expect(service.authorization.recorded[0]).toMatchObject({ rendererVersion: 'csv/3' });
  });

  it('stand in the JSON of a Batch, where billing is authorized', async () => {
    const read = async (): Promise<{ usageSummaries?: object[]; meterReadings: object[] }> =>
      ((await (await get(BATCH, 'application/json')).json()) as { usagePoints: [{ usageSummaries?: object[]; meterReadings: object[] }] })
        .usagePoints[0];
    const own = (await (await get(list, 'application/json')).json()) as Bills;
    const { usageSummaries } = await read();
    expect(own.usageSummaries).toMatchObject(usageSummaries!);
    expect(usageSummaries).toHaveLength(2);
    grant(['usage']);
    expect(await read()).not.toHaveProperty('usageSummaries');
  });

  it('page, are known again by their ETag, and are feeds in every form that they do not have', async () => {
    const page = await get(`${list}?max-results=1`, 'application/json');
    expect([((await page.json()) as Bills).usageSummaries.length, page.headers.get('link') !== null]).toEqual([1, true]);
    const known = (await get(list, 'text/csv')).headers.get('etag')!;
    expect((await get(list, 'text/csv', { 'if-none-match': known })).status).toBe(304);
    expect((await get(list, 'application/json', { 'if-none-match': known })).status).toBe(200);
    expect((await get(list, 'application/x-ndjson')).headers.get('content-type')).toContain('application/atom+xml');
  });
});
