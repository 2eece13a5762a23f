import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthorizationView, DataSet } from '@greenledger/contracts';
import { checkFeed, findingText } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blocksOf, entryOf, hrefsOf } from '../testing/feed-text.js';
import { BILLING_SUMMARY, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { loadSample, project } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const { start, end } = BILLING_SUMMARY.billingPeriod;
const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000', '');
const summariesOf = (text: string): string[] => [...text.matchAll(/<espi:UsageSummary>.*?<\/espi:UsageSummary>/g)].map(([found]) => found);
const grant = (dataSets: readonly DataSet[], differences: Partial<AuthorizationView['terms']> = {}): void => {
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets, ...differences } };
  service.authorization.token('token-access', 'access');
};
const read = async (path: string): Promise<string> => {
  const response = await service.get(path, 'token-access');
  expect(response.status).toBe(200);
  return response.text();
};

beforeAll(async () => {
  await service.start();
  const log = await loadSample(service);
  await project(service, [
    log.bill('bill-1', { billLastPeriod: 1 }),
    log.bill('bill-1'),
    log.bill('bill-1'),
    log.bill('bill-2', { billingPeriod: { start: end, end: end + 2_678_400 }, items: [], readPeriod: null, billToDate: null }),
    log.bill('bill-3', { customerId: 'c-2' }),
  ]);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  grant(['usage', 'billing']);
});

describe('UsageSummary', () => {
  it('keeps every version of a bill', async () => {
    const rows = await service.database.dataSource.query('SELECT bill_id, version FROM billing_summary ORDER BY 1, 2');
    expect(rows).toEqual([
      { bill_id: 'bill-1', version: 1 },
      { bill_id: 'bill-1', version: 2 },
      { bill_id: 'bill-2', version: 1 },
      { bill_id: 'bill-3', version: 1 },
    ]);
  });

  it('stands in the Batch after the readings, valid, in hundred-thousandths, and its links lead to it (FB 15, 16, 26, 28)', async () => {
    const feed = await read(BATCH);
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
    expect(summariesOf(feed)).toHaveLength(2);
    const [bill] = summariesOf(feed);
    expect(bill).toContain(
      `<espi:billingPeriod><espi:duration>${end - start}</espi:duration><espi:start>${start}</espi:start></espi:billingPeriod>`,
    );
    expect(bill).toContain('<espi:billLastPeriod>12345000</espi:billLastPeriod><espi:billToDate>1000000</espi:billToDate>');
    expect(bill).toContain('<espi:costAdditionalLastPeriod>4750000</espi:costAdditionalLastPeriod>');
    expect(bill).toContain(
      '<espi:amount>5000000</espi:amount><espi:note>Generation &amp; more</espi:note><espi:itemKind>1</espi:itemKind>',
    );
    expect(bill).toMatch(/<espi:note>Meter read dates<\/espi:note><espi:itemKind>10<\/espi:itemKind><espi:itemPeriod>/);
    expect(bill).toContain('<espi:qualityOfReading>19</espi:qualityOfReading>');
    expect(bill).toContain('<espi:tariffProfile>E-TOU-C</espi:tariffProfile>');
    expect(feed.lastIndexOf('<espi:IntervalBlock>')).toBeLessThan(feed.indexOf('<espi:UsageSummary>'));
    const own = hrefsOf(feed).filter((href) => href.includes('/UsageSummary'));
    expect(new Set(own).size).toBe(3);
    for (const href of new Set(own)) {
      const document = await read(href.slice(href.indexOf(BASE) + BASE.length));
      if (schemaIsHere) validateEspi(document);
      if (/UsageSummary\/[0-9a-f-]+$/.test(href)) {
        expect(summariesOf(document)).toEqual(summariesOf(entryOf(feed, href)));
      } else expect(summariesOf(document)).toEqual(summariesOf(feed));
    }
  });

  it('is recorded with the data set before it is sent, and a corrected bill is another manifest', async () => {
    await read(BATCH);
    const [whole] = service.authorization.recorded;
    expect(whole).toMatchObject({ dataSets: ['usage', 'billing'], extent: { complete: true } });
    expect(whole!.window.end).toBeGreaterThanOrEqual(end);
    const path = hrefsOf(await read(BATCH)).find((href) => href.endsWith('/UsageSummary'))!;
    await read(path.slice(path.indexOf(BASE) + BASE.length));
    expect(service.authorization.recorded.at(-1)).toMatchObject({
      resource: 'Subscription/UsagePoint/{id}/UsageSummary',
      dataSets: ['billing'],
      counts: { blocks: 0 },
    });
    await read(`${BATCH}?asOf=2026-01-01T00:00:04Z`);
    expect(service.authorization.recorded.at(-1)!.manifestDigest).not.toBe(whole!.manifestDigest);
  });

  it('tells ratchet demand and the days around the statement where they are known (FB 27)', async () => {
    const energy = (value: number) => ({ value, uom: 72, powerOfTenMultiplier: 0, at: end });
    const power = (value: number) => ({ value, uom: 38, powerOfTenMultiplier: 0, at: end });
    await project(service, [
      new MeterLog().usagePoint('up-27', [{ customerId: 'c-1', from: 0, to: null }]),
      new MeterLog().bill('bill-27', {
        usagePointId: 'up-27',
        peakDemand: power(7_200),
        ratchetDemand: power(8_000),
        ratchetDemandPeriod: { start, end },
        currentDayConsumption: energy(900),
        previousDayConsumption: energy(21_400),
      }),
    ]);
    grant(['usage', 'billing'], { usagePointIds: ['up-27'] });
    const feed = await read(BATCH);
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
    const findings = (blocks: number[]): string[] =>
      checkFeed(feed, blocks)
        .filter(({ rule }) => blocks.includes(rule.block))
        .map(findingText);
    expect(findings([15, 16, 27, 28])).toEqual([]);
    grant(['usage', 'billing']);
    expect(checkFeed(await read(BATCH), [27]).filter(({ rule }) => rule.block === 27)).not.toEqual([]);
  });

  it('is not shown without the data set, and its list is empty then and releases nothing', async () => {
    grant(['usage']);
    const feed = await read(BATCH);
    expect(feed).not.toContain('UsageSummary');
    expect(service.authorization.recorded.at(-1)).toMatchObject({ dataSets: ['usage'] });
    const usagePoint = hrefsOf(feed).find((href) => /UsagePoint\/[0-9a-f-]{36}$/.test(href))!;
    const before = service.authorization.recorded.length;
    expect(summariesOf(await read(`${usagePoint.slice(usagePoint.indexOf(BASE) + BASE.length)}/UsageSummary`))).toEqual([]);
    expect(service.authorization.recorded).toHaveLength(before);
  });

  it('stands without readings where bills alone are authorized', async () => {
    grant(['billing']);
    const feed = await read(BATCH);
    expect([summariesOf(feed).length, blocksOf(feed).length, feed.includes('<espi:MeterReading')]).toEqual([2, 0, false]);
    expect(service.authorization.recorded.at(-1)).toMatchObject({ dataSets: ['billing'] });
  });

  it('is left out when any part of its period lies outside the grant or the query', async () => {
    grant(['usage', 'billing'], { publishedPeriod: { start: start + 1, end: null } });
    expect(summariesOf(await read(BATCH))).toHaveLength(1);
    grant(['usage', 'billing'], { publishedPeriod: { start: AUTHORIZATION.terms.publishedPeriod.start, end } });
    expect(summariesOf(await read(BATCH))).toHaveLength(1);
    grant(['usage', 'billing']);
    expect(summariesOf(await read(`${BATCH}?published-max=${iso(end)}`))).toHaveLength(1);
    expect(summariesOf(await read(`${BATCH}?published-max=${iso(end - 1)}`))).toHaveLength(0);
    expect(summariesOf(await read(`${BATCH}?published-min=${iso(start)}&published-max=${iso(end + 2_678_400)}`))).toHaveLength(2);
    expect(summariesOf(await read(`${BATCH}?updated-min=2026-01-01T00:00:05Z`))).toHaveLength(1);
  });

  it('pages, and loses nothing', async () => {
    const list = hrefsOf(await read(BATCH)).find((href) => href.endsWith('/UsageSummary'))!;
    const path = list.slice(list.indexOf(BASE) + BASE.length);
    const pages = [await read(`${path}?max-results=1`), await read(`${path}?max-results=1&start-index=2`)];
    expect(pages.flatMap(summariesOf)).toEqual(summariesOf(await read(path)));
    expect((await service.get(`${path}/00000000-0000-4000-8000-000000000000`, 'token-access')).status).toBe(404);
  });
});
