import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATA_SETS, ProblemError, type AuthorizationView, type DataSet } from '@greenledger/contracts';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { entryOf, hrefsOf } from '../testing/feed-text.js';
import { CUSTOMER_RECORD } from '../testing/meter-ingestion-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

const service = new RunningService({ UTILITY_NAME: 'Greenfield Power' });
const ORIGIN = 'https://utility.example';
const BATCH = `/Batch/RetailCustomer/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/BulkRetailCustomerInfo/${COMPANY.applicationInformationId}`;
const below = (href: string): string => href.slice(`${ORIGIN}${BASE}`.length);
const grant = (dataSets: readonly DataSet[]): AuthorizationView => ({
  ...AUTHORIZATION,
  terms: { ...AUTHORIZATION.terms, dataSets },
});
const authorize = (...dataSets: DataSet[]): void => {
  service.authorization.view = grant(dataSets);
  service.authorization.token('token-access', 'access');
};
const read = async (path: string, token = 'token-access'): Promise<string> => {
  const response = await service.get(path, token);
  expect(response.status).toBe(200);
  return response.text();
};
/** Names of the resources in document order. */
const kindsOf = (feed: string): string[] => [...feed.matchAll(/<content type="application\/xml"><cust:(\w+)>/g)].map(([, kind]) => kind!);

beforeAll(async () => {
  await service.start();
  await loadSample(service);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  service.authorization.others.length = 0;
  service.authorization.decide = AuthorizationStandIn.record;
  service.customers.record = CUSTOMER_RECORD;
  authorize(...DATA_SETS);
});

describe('Batch/RetailCustomer', () => {
  it('asks for no record when the client left before it', async () => {
    const leaving = new AbortController();
    service.customers.before = async () => {
      service.customers.before = async () => undefined;
      leaving.abort();
      await wait(100);
    };
    const headers = { authorization: 'Bearer token-access' };
    await expect(fetch(service.url + BASE + BATCH, { headers, signal: leaving.signal })).rejects.toThrow('abort');
    // The next answer is behind the one that nobody waits for.
    await read(BATCH);
    await wait(100);
    expect(service.authorization.recorded).toHaveLength(1);
  });

  it('holds the whole tree, valid, without any usage (FB 51 to 62, 71)', async () => {
    const feed = await read(BATCH);
    if (schemaIsHere) validateEspi(feed);
    expect(kindsOf(feed)).toEqual([
      'Customer',
      'CustomerAccount',
      'CustomerAgreement',
      'ServiceLocation',
      'ServiceSupplier',
      'Meter',
      'Statement',
      'ProgramDateIdMappings',
    ]);
    expect(feed).not.toContain('espi:');
    for (const text of [
      'Ada &lt;Example&gt;',
      'A-100200',
      'SA-1001E1',
      '100 Alder St, Greenfield',
      'EM10010001',
      'SmartRate',
      'RES-7',
      'Greenfield Power',
    ])
      expect(feed).toContain(text);
    expect(feed).toContain('<cust:lastBillAmount>12345000</cust:lastBillAmount>');
    expect(feed).toContain('<cust:PricingStructures>E-TOU-C</cust:PricingStructures>');
    const usage = await read(`/Batch/Subscription/${AUTHORIZATION.authorizationId}`);
    const usagePoint = /<cust:UsagePoint>([^<]+)</.exec(feed)![1]!;
    expect(usage).toContain(`<link rel="self" href="${usagePoint}"`);
    expect(usage).not.toMatch(/cust:|Ada|Alder|100200|SA-1001E1|EM1001/);
  });

  it('has links that all lead to a valid resource, which is the same as in the feed', async () => {
    const feed = await read(BATCH);
    const hrefs = new Set(hrefsOf(feed));
    expect(hrefs.size).toBe(18);
    for (const href of hrefs) {
      expect(href.startsWith(`${ORIGIN}${BASE}/`)).toBe(true);
      expect(href).not.toMatch(/Ada|100200|1001E1|EM1001|agreement-1|account-1/);
      const document = await read(below(href));
      if (schemaIsHere) validateEspi(document);
      if (document.includes('<feed')) continue;
      const body = (text: string): string => /<content[^]*<\/content>/.exec(text)![0];
      expect(body(document)).toBe(body(entryOf(feed, href)));
    }
    const devices = await read(below([...hrefs].find((href) => href.endsWith('/EndDevice'))!));
    expect(kindsOf(devices)).toEqual(['EndDevice']);
    expect((await service.get(`${BATCH.replace('/Batch', '')}/Customer/nobody`, 'token-access')).status).toBe(404);
    expect((await service.get(`${BATCH.replace('/Batch', '')}/Customer/nobody/CustomerAccount`, 'token-access')).status).toBe(404);
  });

  it('is recorded before it is sent, with a digest that changes with every record and hides it', async () => {
    await read(BATCH);
    const [first] = service.authorization.recorded;
    expect(first).toMatchObject({
      resource: 'Batch/RetailCustomer',
      rendererVersion: 'espi-customer-4.0/2',
      dataSets: ['basic', 'billing', 'account', 'programEnrollment'],
      usagePointIds: ['up-1'],
      window: { start: 0, end: 0 },
      counts: { usagePoints: 1, blocks: 0, readings: 0 },
    });
    expect(JSON.stringify(first)).not.toMatch(/Ada|Alder|100200|1001E1/);
    expect(service.customers.asked.at(-1)).toEqual({
      customerId: 'c-1',
      usagePointIds: ['up-1'],
      dataSets: DATA_SETS,
      period: AUTHORIZATION.terms.publishedPeriod,
    });
    const digests = [first!.manifestDigest];
    for (const change of [{ name: 'Ada Changed' }, { digestSalt: 'another' }]) {
      service.customers.record = { ...CUSTOMER_RECORD, ...change };
      await read(BATCH);
      digests.push(service.authorization.recorded.at(-1)!.manifestDigest);
    }
    expect(new Set(digests).size).toBe(3);
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'revoked a moment ago' });
    const refused = await service.get(BATCH, 'token-access');
    expect(refused.status).toBe(403);
    expect(await refused.text()).not.toContain('Ada');
    service.authorization.decide = () => Promise.reject(new ProblemError('unavailable', 'no answer'));
    expect((await service.get(BATCH, 'token-access')).status).toBe(503);
  });

  it.each<[DataSet[], RegExp[], RegExp]>([
    [
      ['usage', 'basic'],
      [/Ada/, /Alder/, /••••01E1/],
      /100200|SA-1001E1|EM1001|SmartRate|lastBill|E-TOU-C|Statement|RES-7|validityInterval/,
    ],
    [
      ['usage', 'account'],
      [/A-100200/, /SA-1001E1/, /EM10010001/, /validityInterval/],
      /Ada|Alder|95999|SmartRate|lastBill|E-TOU-C|Statement/,
    ],
    [['billing'], [/lastBillAmount/, /E-TOU-C/, /cust:Statement/], /Ada|Alder|100200|SA-1001E1|EM1001|SmartRate/],
    [['usage', 'programEnrollment'], [/SmartRate/, /RES-7/, /SLAP_PGSB/], /Ada|Alder|100200|SA-1001E1|EM1001|lastBill|E-TOU-C|Statement/],
  ])('shows of a grant of %j that much and no more', async (dataSets, shown, hidden) => {
    authorize(...dataSets);
    const feed = await read(BATCH);
    if (schemaIsHere) validateEspi(feed);
    for (const text of shown) expect(feed).toMatch(text);
    expect(feed).not.toMatch(hidden);
    const personal = dataSets.filter((dataSet) => dataSet !== 'usage');
    expect(service.authorization.recorded.at(-1)!.dataSets.filter((dataSet) => dataSet !== 'usage')).toEqual(personal);
    for (const href of new Set(hrefsOf(feed))) expect((await service.get(below(href), 'token-access')).status).toBe(200);
  });

  it('shows of a grant of usage alone a masked service agreement number only (M-23)', async () => {
    authorize('usage');
    const feed = await read(BATCH);
    if (schemaIsHere) validateEspi(feed);
    expect(kindsOf(feed)).toEqual(['CustomerAgreement']);
    expect(feed).toContain('<cust:CustomerAgreement><cust:agreementId>••••01E1</cust:agreementId></cust:CustomerAgreement>');
    expect(service.authorization.recorded).toMatchObject([{ dataSets: ['usage'] }]);
    for (const href of new Set(hrefsOf(feed))) expect((await service.get(below(href), 'token-access')).status).toBe(200);
  });

  it('is paged and filtered by date, and loses nothing', async () => {
    const ids = (text: string): string[] => [...text.matchAll(/<entry>\s*<id>([^<]+)</g)].map(([, id]) => id!);
    const whole = ids(await read(BATCH));
    const pages: string[] = [];
    let next: string | undefined = `${BATCH}?max-results=3`;
    while (next !== undefined) {
      const response: Response = await service.get(next, 'token-access');
      pages.push(...ids(await response.text()));
      const link: string | undefined = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      next = link && below(link);
    }
    expect(pages).toEqual(whole);
    expect(kindsOf(await read(`${BATCH}?updated-min=2026-01-01T00:00:03Z`))).toEqual([
      'CustomerAgreement',
      'Statement',
      'ProgramDateIdMappings',
    ]);
    expect(kindsOf(await read(`${BATCH}?published-min=2030-01-01T00:00:00Z`))).toHaveLength(whole.length);
    for (const query of ['max-results=All', 'updated-min=03/01/2016', 'asOf=2026-01-01T00:00:00Z'])
      expect((await service.get(`${BATCH}?${query}`, 'token-access')).status).toBe(400);
  });

  it('answers what the client has already with 304, and HEAD, without a release', async () => {
    const etag = (await service.get(BATCH, 'token-access')).headers.get('etag')!;
    const recorded = service.authorization.recorded.length;
    const again = await fetch(service.url + BASE + BATCH, { headers: { authorization: 'Bearer token-access', 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await service.get(BATCH, 'token-access', 'HEAD')).status).toBe(200);
    expect(service.authorization.recorded).toHaveLength(recorded);
  });

  it('is closed to others, and gone when the customer is erased', async () => {
    const other = await service.get('/Batch/RetailCustomer/00000000-0000-4000-8000-000000000000', 'token-access');
    expect(await other.json()).toMatchObject({ status: 403, code: 'not-your-resource' });
    service.customers.record = undefined;
    const erased = await service.get(BATCH, 'token-access');
    expect([erased.status, service.authorization.recorded.length]).toEqual([404, 0]);
  });

  it('is named by the Authorization where personal data are authorized, and only there', async () => {
    const path = `/Authorization/${AUTHORIZATION.authorizationId}`;
    const uri = `<espi:customerResourceURI>${ORIGIN}${BASE}${BATCH}</espi:customerResourceURI>`;
    const entry = await read(path, 'token-client');
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(entry, edition);
    expect(entry).toContain(uri);
    authorize('usage');
    expect(await read(path, 'token-client')).not.toContain('customerResourceURI');
  });
});

describe('Batch/BulkRetailCustomerInfo', () => {
  const another = (i: number, differences: Partial<AuthorizationView>): AuthorizationView => ({
    ...grant(['basic']),
    grantedAt: '2026-01-02T00:00:00Z',
    authorizationId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    ...differences,
  });

  it('holds the records of each living authorization that covers some, each recorded for itself', async () => {
    const others = [
      another(1, {}),
      another(2, { terms: { ...AUTHORIZATION.terms, dataSets: ['usage'] } }),
      another(3, { status: 'revoked' }),
      another(4, { customerId: 'c-2' }),
      another(5, { thirdPartyId: 'tp-2' }),
    ];
    service.authorization.others.push(...others);
    const feed = await read(BULK, 'token-client');
    if (schemaIsHere) validateEspi(feed);
    const kinds = kindsOf(feed);
    expect(kinds.filter((kind) => kind === 'Customer')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'CustomerAccount')).toHaveLength(2);
    expect(service.authorization.recorded.map(({ authorizationId, resource, dataSets }) => [authorizationId, resource, dataSets])).toEqual([
      [AUTHORIZATION.authorizationId, 'Batch/BulkRetailCustomerInfo', ['basic', 'billing', 'account', 'programEnrollment']],
      [others[0]!.authorizationId, 'Batch/BulkRetailCustomerInfo', ['basic']],
    ]);
    const ended = await service.database.dataSource.query(
      "SELECT count(*)::int AS n FROM access_log WHERE resource = 'Batch/BulkRetailCustomerInfo' AND end_state = 'complete'",
    );
    expect(ended).toEqual([{ n: 2 }]);
  });

  it('shows what is left of an authorization that was narrowed after the list was read', async () => {
    const terms = { ...AUTHORIZATION.terms, dataSets: [...DATA_SETS] };
    const wide = another(1, { terms });
    service.authorization.others.push(wide);
    service.authorization.decide = (release) => {
      if (release.authorizationId !== wide.authorizationId) return AuthorizationStandIn.record(release);
      service.authorization.others[0] = another(1, {});
      if (release.dataSets.length === 1) return AuthorizationStandIn.record(release);
      return { recorded: false, code: 'data-set-not-authorized', detail: 'billing is not authorized' };
    };
    const feed = await read(BULK, 'token-client');
    expect(kindsOf(feed).filter((kind) => kind === 'Customer')).toHaveLength(2);
    const own = service.authorization.recorded.filter(({ authorizationId }) => authorizationId === wide.authorizationId);
    expect(own.map(({ dataSets }) => dataSets.length)).toEqual([4, 1]);
    expect(kindsOf(feed).filter((kind) => kind === 'Statement')).toHaveLength(1);
  });

  it('leaves out a part that is refused, is refused when every part is, and answers 503 when nothing can be recorded', async () => {
    service.authorization.others.push(another(1, {}));
    service.authorization.decide = (release) =>
      release.authorizationId === AUTHORIZATION.authorizationId
        ? { recorded: false, code: 'authorization-revoked', detail: 'revoked' }
        : AuthorizationStandIn.record(release);
    const feed = await read(BULK, 'token-client');
    expect(feed).not.toContain(AUTHORIZATION.authorizationId);
    expect(feed).toContain('Ada');
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'revoked' });
    const refused = await service.get(BULK, 'token-client');
    expect(await refused.json()).toMatchObject({ status: 403, code: 'release-refused' });
    service.authorization.decide = () => Promise.reject(new ProblemError('unavailable', 'no answer'));
    expect((await service.get(BULK, 'token-client')).status).toBe(503);
    expect((await service.get('/Batch/BulkRetailCustomerInfo/north', 'token-client')).status).toBe(403);
  });
});
