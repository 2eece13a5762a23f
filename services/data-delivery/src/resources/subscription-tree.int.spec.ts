import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blocksOf, entryOf, hrefsOf } from '../testing/feed-text.js';
import { AUTHORIZATION, RunningService } from '../testing/running-service.js';
import { loadManyChannels } from '../testing/sample-data.js';

const service = new RunningService();
const SUBSCRIPTION = AUTHORIZATION.authorizationId;
const BATCH = `/Batch/Subscription/${SUBSCRIPTION}`;
const ORIGIN = 'https://utility.example/DataCustodian/espi/1_1/resource';
let batch: string;

const read = async (path: string): Promise<string> => {
  const response = await service.get(path, 'token-access');
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};
const pathsIn = (text: string): string[] => hrefsOf(text).map((href) => href.slice(ORIGIN.length));

beforeAll(async () => {
  await service.start();
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
  service.authorization.token('token-access', 'access');
  await loadManyChannels(service);
  batch = await read(BATCH);
});
afterAll(() => service.stop());
afterEach(() => {
  service.authorization.recorded.length = 0;
});

describe('the tree of a subscription', () => {
  it('holds every resource that any link of it names, and no other (link walk)', async () => {
    const seen = new Set<string>([BATCH]);
    const queue = [...pathsIn(batch)];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const text = await read(path);
      if (schemaIsHere) {
        validateEspi(text);
        validateEspi(text, '3.3');
      }
      for (const href of hrefsOf(text)) expect(href.startsWith(`${ORIGIN}/`)).toBe(true);
      queue.push(...pathsIn(text));
    }
    // 1 batch, 1 + 2 usage points, 2 + 6 meter readings, 6 + 18 blocks, 1 + 6 reading types, 1 + 1 local times.
    expect(seen.size).toBe(1 + 3 + 8 + 24 + 7 + 2);
  });

  it('gives single resources the very entries of the batch', async () => {
    const selves = [...batch.matchAll(/<link rel="self" href="([^"]+)" type="espi-entry/g)].map(([, href]) => href!);
    expect(selves.length).toBe(2 + 6 + 18 + 6 + 1);
    for (const href of selves) {
      const document = await read(href.slice(ORIGIN.length));
      expect(document.replace(/^<\?xml.*\?>\n<entry[^>]*>/, '<entry>')).toBe(entryOf(batch, href));
    }
  });

  it('records what it shows before it shows it, and nothing for what is nobody’s', async () => {
    const usagePoint = pathsIn(batch).find((path) => /UsagePoint\/[0-9a-f-]+$/.test(path))!;
    const meterReadings = `${usagePoint}/MeterReading`;
    const meterReading = pathsIn(await read(meterReadings)).find((path) => path.startsWith(`${meterReadings}/`))!;
    service.authorization.recorded.length = 0;
    await read(`/Subscription/${SUBSCRIPTION}/UsagePoint`);
    await read(meterReadings);
    await read(`${meterReading}/IntervalBlock`);
    await read('/ReadingType');
    await read('/LocalTimeParameters');
    await read(`${usagePoint}/UsageSummary`);
    expect(
      service.authorization.recorded.map(({ resource, usagePointIds, counts }) => [resource, usagePointIds.length, counts.blocks]),
    ).toEqual([
      ['Subscription/UsagePoint', 2, 0],
      ['Subscription/UsagePoint/{id}/MeterReading', 1, 0],
      ['Subscription/UsagePoint/{id}/MeterReading/{id}/IntervalBlock', 1, 3],
    ]);
  });

  it('gives one usage point of the batch by itself', async () => {
    const usagePoint = pathsIn(batch).find((path) => /UsagePoint\/[0-9a-f-]+$/.test(path))!;
    const part = await read(`/Batch/${usagePoint.slice(1)}`);
    expect(part.match(/<espi:UsagePoint>/g)).toHaveLength(1);
    expect(batch).toContain(entryOf(part, ORIGIN + usagePoint));
    expect(blocksOf(part).every((block) => batch.includes(block))).toBe(true);
    expect(await read(`${BATCH}/UsagePoint`)).toBe(batch);
  });

  it('answers 404 to ids that are not shown on that way', async () => {
    const [first, second] = pathsIn(batch).filter((path, i, all) => /UsagePoint\/[0-9a-f-]+$/.test(path) && all.indexOf(path) === i);
    const reading = pathsIn(batch).find((path) => path.startsWith(`${first}/MeterReading/`))!;
    const stranger = '00000000-0000-4000-8000-000000000000';
    for (const path of [
      `/Subscription/${SUBSCRIPTION}/UsagePoint/${stranger}`,
      `/Subscription/${SUBSCRIPTION}/UsagePoint/up-1`,
      `${first}/MeterReading/${stranger}`,
      reading.replace(first!, second!),
      `${reading}/IntervalBlock/${stranger}`,
      `/ReadingType/${stranger}`,
      `/LocalTimeParameters/${stranger}`,
      `${first}/UsageSummary/${stranger}`,
      `${BATCH}/UsagePoint/${stranger}`,
    ]) {
      const response = await service.get(path, 'token-access');
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
    expect((await service.get(`/Subscription/${stranger}/UsagePoint`, 'token-access')).status).toBe(403);
    expect(service.authorization.recorded).toEqual([]);
  });
});

describe('what the feeds hold', () => {
  it('keeps delivered, received and net electricity, registers, and gas daily and hourly apart', () => {
    const types = [...batch.matchAll(/<espi:ReadingType>.*?<\/espi:ReadingType>/g)].map(([text]) =>
      ['commodity', 'flowDirection', 'accumulationBehaviour', 'intervalLength', 'uom', 'powerOfTenMultiplier'].map((name) =>
        Number(new RegExp(`<espi:${name}>(-?\\d+)<`).exec(text)![1]),
      ),
    );
    expect(types.sort()).toEqual(
      [
        [1, 1, 4, 3600, 72, 0],
        [1, 19, 4, 3600, 72, 0],
        [1, 4, 4, 3600, 72, 0],
        [1, 1, 1, 0, 72, 0],
        [7, 1, 4, 86_400, 169, -3],
        [7, 1, 4, 3600, 169, -3],
      ].sort(),
    );
    expect(batch).toContain('<espi:kind>1</espi:kind>');
    expect(batch).toContain('<espi:value>-100</espi:value>');
  });

  it('says revenue quality (19) where it is so', () => {
    const hours = 24 + 25 + 24;
    expect(batch.match(/<espi:quality>19<\/espi:quality>/g)).toHaveLength(4 * hours);
  });

  it('carries no name or number of ours: ids are opaque and of 128 bits (TC010, TC011)', () => {
    for (const text of ['up-1', 'up-2', 'c-1', 'tp-1', 'client-1']) expect(batch).not.toMatch(new RegExp(`\\b${text}\\b`));
    for (const href of hrefsOf(batch)) {
      const parts = href.slice(ORIGIN.length + 1).split('/');
      for (const part of parts) expect(/^[A-Za-z]+$/.test(part) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part)).toBe(true);
    }
    for (const [, title] of batch.matchAll(/<title>([^<]*)<\/title>/g)) expect(title).toMatch(/^[A-Za-z ]+( \d{4}-\d\d-\d\d)?$/);
  });
});
