import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthorizationView, DataSet } from '@greenledger/contracts';
import { checkFeed, findingText } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { hrefsOf } from '../testing/feed-text.js';
import { POWER_QUALITY_SUMMARY } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample, project } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const { start, end } = POWER_QUALITY_SUMMARY.summaryInterval;
const WEEK = end - start;
const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace('.000', '');
const summariesOf = (text: string): string[] =>
  [...text.matchAll(/<espi:ElectricPowerQualitySummary>.*?<\/espi:ElectricPowerQualitySummary>/g)].map(([found]) => found);
const grant = (dataSets: readonly DataSet[] = ['usage'], differences: Partial<AuthorizationView['terms']> = {}): void => {
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets, ...differences } };
  service.authorization.token('token-access', 'access');
};
const read = async (path: string): Promise<string> => {
  const response = await service.get(path, 'token-access');
  expect(response.status).toBe(200);
  return response.text();
};
const below = (href: string): string => href.slice(href.indexOf(BASE) + BASE.length);
const listOf = (feed: string): string => below(hrefsOf(feed).find((href) => href.endsWith('/ElectricPowerQualitySummary'))!);

beforeAll(async () => {
  await service.start();
  const log = await loadSample(service);
  const next = { summaryInterval: { start: end, end: end + WEEK }, measured: { ...POWER_QUALITY_SUMMARY.measured, supplyVoltageDips: 7 } };
  await project(service, [
    log.powerQuality('quality-1', { measured: { ...POWER_QUALITY_SUMMARY.measured, longInterruptions: 9 } }),
    log.powerQuality('quality-1'),
    log.powerQuality('quality-1'),
    log.powerQuality('quality-2', next),
    log.powerQuality('quality-3', { usagePointId: 'up-2' }),
  ]);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  grant();
});

describe('ElectricPowerQualitySummary', () => {
  it('stands in the Batch as it was last told, valid and by the rules of FB 17, and its links lead to it', async () => {
    const feed = await read(BATCH);
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
    expect(checkFeed(feed, [17]).map(findingText)).toEqual([]);
    const [first, second] = summariesOf(feed);
    expect(summariesOf(feed)).toHaveLength(2);
    expect(first).toContain('<espi:longInterruptions>1</espi:longInterruptions><espi:mainsVoltage>120300000</espi:mainsVoltage>');
    expect(first).toContain(`<espi:summaryInterval><espi:duration>${WEEK}</espi:duration><espi:start>${start}</espi:start>`);
    expect(second).toContain('<espi:supplyVoltageDips>7<');
    const hrefs = [...new Set(hrefsOf(feed).filter((href) => href.includes('/ElectricPowerQualitySummary')))];
    expect(hrefs).toHaveLength(3);
    for (const href of hrefs) {
      const document = await read(below(href));
      if (schemaIsHere) validateEspi(document);
      expect(summariesOf(document).every((summary) => feed.includes(summary))).toBe(true);
      expect(summariesOf(document)).toHaveLength(href.endsWith('Summary') ? 2 : 1);
    }
    expect((await service.get(`${listOf(feed)}/00000000-0000-4000-8000-000000000000`, 'token-access')).status).toBe(404);
  });

  it('is a release of the data set usage, with a digest that changes with the version', async () => {
    const list = listOf(await read(BATCH));
    await read(list);
    const [batch, own] = service.authorization.recorded;
    expect(own).toMatchObject({
      resource: 'Subscription/UsagePoint/{id}/ElectricPowerQualitySummary',
      dataSets: ['usage'],
      counts: { blocks: 0, readings: 0 },
      window: { start, end: end + WEEK },
    });
    await read(`${BATCH}?asOf=2026-01-01T00:00:02Z`);
    expect(service.authorization.recorded.at(-1)!.manifestDigest).not.toBe(batch!.manifestDigest);
  });

  it('is left out when any part of its interval lies outside the grant or the query, and pages', async () => {
    grant(['usage'], { publishedPeriod: { start: start + 1, end: null } });
    expect(summariesOf(await read(BATCH))).toHaveLength(1);
    grant();
    expect(summariesOf(await read(`${BATCH}?published-max=${iso(end)}`))).toHaveLength(1);
    expect(summariesOf(await read(`${BATCH}?published-max=${iso(end - 1)}`))).toHaveLength(0);
    expect(summariesOf(await read(`${BATCH}?updated-min=2026-01-01T00:00:05Z`))).toHaveLength(1);
    const list = listOf(await read(BATCH));
    const pages = [await read(`${list}?max-results=1`), await read(`${list}?max-results=1&start-index=2`)];
    expect(pages.flatMap(summariesOf)).toEqual(summariesOf(await read(list)));
  });

  it('is not shown without usage: its list is empty then and releases nothing', async () => {
    const list = listOf(await read(BATCH));
    grant(['billing']);
    expect(await read(BATCH)).not.toContain('PowerQuality');
    const before = service.authorization.recorded.length;
    expect(summariesOf(await read(list))).toEqual([]);
    expect(service.authorization.recorded).toHaveLength(before);
  });

  it('stands in a bulk feed too', async () => {
    const response = await service.get(`/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client');
    expect(summariesOf(await response.text())).toHaveLength(2);
  });
});
