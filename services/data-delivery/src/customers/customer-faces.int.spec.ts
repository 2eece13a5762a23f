import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATA_SETS, type AuthorizationView, type DataSet } from '@greenledger/contracts';
import { CUSTOMER_RECORD } from '../testing/meter-ingestion-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/RetailCustomer/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/BulkRetailCustomerInfo/${COMPANY.applicationInformationId}`;
const view = (dataSets: readonly DataSet[], differences: Partial<AuthorizationView> = {}): AuthorizationView => ({
  ...AUTHORIZATION,
  terms: { ...AUTHORIZATION.terms, dataSets },
  ...differences,
});
const authorize = (...dataSets: DataSet[]): void => {
  service.authorization.view = view(dataSets);
  service.authorization.token('token-access', 'access');
};
const get = (path: string, accept: string, token = 'token-access', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + BASE + path, { headers: { authorization: `Bearer ${token}`, accept, ...headers } });
interface Document {
  readonly resource: string;
  readonly customers: readonly Record<string, unknown>[];
}

beforeAll(async () => {
  await service.start();
  await loadSample(service);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  service.authorization.others.length = 0;
  service.customers.record = CUSTOMER_RECORD;
  authorize(...DATA_SETS);
});

describe('customer records', () => {
  it('are one JSON document, nested as they belong together, from a release like that of the feed', async () => {
    const answer = await get(BATCH, 'application/json');
    expect([answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual(['application/json', 'accept, accept-encoding']);
    const { customers } = (await answer.json()) as Document;
    expect(customers).toMatchObject([
      {
        retailCustomer: AUTHORIZATION.authorizationId,
        name: 'Ada <Example>',
        kind: 'residential',
        accounts: [
          {
            accountNumber: 'A-100200',
            lastBillAmount: 12_345_000,
            agreements: [
              {
                agreementNumber: 'SA-1001E1',
                address: '100 Alder St, Greenfield',
                postcode: '95999',
                meters: [{ serialNumber: 'EM10010001', removedAt: null }],
                tariffs: [{ tariff: 'E-TOU-C' }],
                programs: [{ code: 'SMART', status: 'enrolled', caisoResourceId: 'RES-7' }],
              },
            ],
          },
        ],
      },
    ]);
    const usage = await (await get(BATCH.replace('RetailCustomer', 'Subscription'), 'application/json')).text();
    const { usagePoint } = (customers[0] as { accounts: { agreements: { usagePoint: string }[] }[] }).accounts[0]!.agreements[0]!;
    expect(usage).toContain(`"href":"${usagePoint}"`);
    expect(usage).not.toMatch(/Ada|Alder|100200|SA-1001E1/);
    await get(BATCH, 'application/atom+xml');
    const [json, , feed] = service.authorization.recorded;
    expect(json).toMatchObject({ resource: 'Batch/RetailCustomer', rendererVersion: 'customer-json/1', dataSets: feed!.dataSets });
    expect(json!.manifestDigest).not.toBe(feed!.manifestDigest);
    expect(JSON.stringify(json)).not.toMatch(/Ada|Alder|100200|1001E1/);
  });

  it('are CSV with a line for each service, and no name is run as a formula', async () => {
    service.customers.record = { ...CUSTOMER_RECORD, name: '=HYPERLINK("x")' };
    const [head, line, ...rest] = (await (await get(BATCH, 'text/csv')).text()).split('\r\n');
    expect(head).toContain('retail_customer,customer_name,');
    expect(line).toContain(`${AUTHORIZATION.authorizationId},"'=HYPERLINK(""x"")",residential,A-100200,123.45,SA-1001E1,electricity,`);
    expect(line).toContain('"100 Alder St, Greenfield",95999,');
    expect(line!.endsWith(',EM10010001,E-TOU-C,SmartRate (enrolled)')).toBe(true);
    expect(rest).toEqual(['']);
  });

  it.each<[DataSet[], RegExp[], RegExp]>([
    [['usage'], [/••••01E1/], /Ada|Alder|100200|SA-1001E1|EM1001|SmartRate|E-TOU-C|12345000|123\.45/],
    [['basic'], [/Ada/, /Alder/], /100200|SA-1001E1|EM1001|SmartRate|E-TOU-C|12345000|123\.45/],
    [['account'], [/100200/, /SA-1001E1/, /EM1001/], /Ada|Alder|SmartRate|E-TOU-C|12345000|123\.45/],
    [['billing', 'programEnrollment'], [/E-TOU-C/, /SmartRate/], /Ada|Alder|100200|SA-1001E1|EM1001/],
  ])('of %j show these alone', async (dataSets, shown, hidden) => {
    authorize(...dataSets);
    for (const form of ['application/json', 'text/csv']) {
      const text = await (await get(BATCH, form)).text();
      for (const pattern of shown) expect(text).toMatch(pattern);
      expect(text).not.toMatch(hidden);
    }
  });

  it('have an ETag of each form, and a 304 and a HEAD release nothing', async () => {
    const etag = (await get(BATCH, 'text/csv')).headers.get('etag')!;
    service.authorization.recorded.length = 0;
    expect((await get(BATCH, 'text/csv', 'token-access', { 'if-none-match': etag })).status).toBe(304);
    const head = await fetch(service.url + BASE + BATCH, {
      method: 'HEAD',
      headers: { authorization: 'Bearer token-access', accept: 'text/csv' },
    });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(service.authorization.recorded).toEqual([]);
    expect((await get(BATCH, 'application/json', 'token-access', { 'if-none-match': etag })).status).toBe(200);
  });

  it('are whole in these forms: a selection of entries is refused with what to do', async () => {
    for (const query of ['max-results=1', 'updated-min=2026-01-01T00:00:00Z', 'start-index=2']) {
      const refused = await get(`${BATCH}?${query}`, 'application/json');
      expect([refused.status, await refused.json()]).toEqual([
        400,
        expect.objectContaining({ code: 'invalid-parameter', parameter: query.split('=')[0] }),
      ]);
      expect((await get(`${BATCH}?${query}`, 'application/atom+xml')).status).toBe(200);
    }
    expect(service.authorization.recorded.every(({ rendererVersion }) => rendererVersion.startsWith('espi-'))).toBe(true);
  });

  it('of all authorizations come as JSON and CSV too, each part recorded', async () => {
    service.authorization.others.push(view(['basic'], { authorizationId: 'b-2', grantedAt: '2026-01-03T00:00:00Z' }));
    const { customers } = (await (await get(BULK, 'application/json', 'token-client')).json()) as Document;
    expect(customers.map(({ retailCustomer }) => retailCustomer)).toEqual([AUTHORIZATION.authorizationId, 'b-2']);
    expect(service.authorization.recorded.map(({ rendererVersion }) => rendererVersion)).toEqual(['customer-json/1', 'customer-json/1']);
    const lines = (await (await get(BULK, 'text/csv', 'token-client')).text()).trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['retail_customer', AUTHORIZATION.authorizationId, 'b-2']);
    expect((await get(`${BULK}?depth=1`, 'text/csv', 'token-client')).status).toBe(400);
  });

  it('are a feed by themselves, whatever Accept says', async () => {
    const feed = await (await get(BATCH, 'application/atom+xml')).text();
    const href = /href="([^"]+\/Customer\/[0-9a-f-]+)"/.exec(feed)![1]!;
    expect((await get(href.slice(href.indexOf(BASE) + BASE.length), 'application/json')).headers.get('content-type')).toContain('atom');
  });
});
