import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Holder, Terms } from '@greenledger/contracts';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { readingsOf } from '../testing/feed-text.js';
import { dayReadings, HOURLY, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { project } from '../testing/sample-data.js';

const service = new RunningService();
const log = new MeterLog();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const SUBSCRIPTION = `/Subscription/${AUTHORIZATION.authorizationId}`;
const DAYS = ['2025-11-01', '2025-11-02', '2025-11-03'];
const READINGS = DAYS.flatMap((day) => dayReadings(day, (hour) => hour));
const at = (index: number): number => READINGS[index]!.start;
let point = 0;

beforeAll(() => service.start());
afterAll(() => service.stop());

/** A usage point of its own with three days of data, its holders, and the terms of the grant. @returns what a GET shows */
async function given(holders: readonly Holder[], differences: Partial<Terms> = {}): Promise<(query?: string) => Promise<number[]>> {
  const id = `limits-${point++}`;
  await project(service, [
    log.usagePoint(id, holders),
    log.blocks(
      'i',
      1000,
      DAYS.map((day) => [id, day, dayReadings(day, (hour) => hour)]),
    ),
  ]);
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: [id], ...differences } };
  service.authorization.token('token-access', 'access');
  return async (query = '') => readingsOf(await (await service.get(BATCH + query, 'token-access')).text()).map(({ start }) => start);
}
const ALWAYS = [{ customerId: 'c-1', from: 0, to: null }];
const STARTS = READINGS.map(({ start }) => start);

describe('the published period of the grant', () => {
  it.each([
    ['from the first second of a reading on', at(30), null, STARTS.slice(30)],
    ['from a second later on', at(30) + 1, null, STARTS.slice(31)],
    ['up to the start of a reading, which is left out', 0, at(30), STARTS.slice(0, 30)],
    ['up to a second later, which lets it in', 0, at(30) + 1, STARTS.slice(0, 31)],
    ['of one second', at(30), at(30) + 1, STARTS.slice(30, 31)],
  ])('is honoured to the second: %s', async (_, start, end, expected) => {
    const shown = await given(ALWAYS, { publishedPeriod: { start, end } });
    expect(await shown()).toEqual(expected);
    // No query can reach beyond it.
    expect(await shown('?published-min=2000-01-01T00:00:00Z&published-max=2100-01-01T00:00:00Z')).toEqual(expected);
  });
});

describe('former and later account holders', () => {
  const moved = at(40);

  it('the one who moved out shares nothing of the time after', async () => {
    const shown = await given([
      { customerId: 'c-1', from: 0, to: moved },
      { customerId: 'c-2', from: moved, to: null },
    ]);
    expect(await shown()).toEqual(STARTS.slice(0, 40));
    expect(await shown('?published-min=2025-11-03T00:00:00Z')).toEqual([]);
  });

  it('the one who moved in shares nothing of the time before', async () => {
    const shown = await given([
      { customerId: 'c-2', from: 0, to: moved },
      { customerId: 'c-1', from: moved, to: null },
    ]);
    expect(await shown()).toEqual(STARTS.slice(40));
  });

  it('who came back shares both times and nothing between', async () => {
    const shown = await given([
      { customerId: 'c-1', from: 0, to: at(10) },
      { customerId: 'c-2', from: at(10), to: at(50) },
      { customerId: 'c-1', from: at(50), to: null },
    ]);
    expect(await shown()).toEqual([...STARTS.slice(0, 10), ...STARTS.slice(50)]);
  });

  it('holds for the single resources too, and after the holder changed', async () => {
    const shown = await given(ALWAYS);
    expect(await shown()).toHaveLength(STARTS.length);
    const id = `limits-${point - 1}`;
    const block = /href="[^"]*resource(\/[^"]*IntervalBlock\/[0-9a-f-]+)"/g;
    const batch = await (await service.get(BATCH, 'token-access')).text();
    const paths = [...batch.matchAll(block)].map(([, path]) => path!);
    expect(paths).toHaveLength(3);
    await project(service, [
      log.usagePoint(id, [
        { customerId: 'c-1', from: 0, to: at(30) },
        { customerId: 'c-2', from: at(30), to: null },
      ]),
    ]);
    const statuses = [];
    const starts: number[] = [];
    for (const path of paths) {
      const response = await service.get(path, 'token-access');
      statuses.push(response.status);
      starts.push(...readingsOf(await response.text()).map(({ start }) => start));
    }
    expect(statuses).toEqual([200, 200, 404]);
    expect(starts).toEqual(STARTS.slice(0, 30));
    // What was known earlier is judged by who holds the usage point now.
    expect(await shown('?asOf=2026-01-01T00:00:59Z')).toEqual(STARTS.slice(0, 30));
  });

  it('a usage point that the customer never held is refused as a whole', async () => {
    await given([{ customerId: 'c-2', from: 0, to: null }]);
    for (const path of [BATCH, `${SUBSCRIPTION}/UsagePoint`, '/ReadingType', '/LocalTimeParameters']) {
      const response = await service.get(path, 'token-access');
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'release-refused', reason: 'usage-point-not-held' });
    }
  });
});

it('names no data set but usage to the record, which refuses it when the customer did not choose it', async () => {
  await given(ALWAYS);
  service.authorization.recorded.length = 0;
  await (await service.get(BATCH, 'token-access')).text();
  expect(service.authorization.recorded.map(({ dataSets }) => dataSets)).toEqual([['usage']]);
});

describe('totals of a month by time of use', () => {
  const MONTH = 29 * 86_400;
  const ON_PEAK = { ...HOURLY, intervalLength: MONTH, tou: 11 };
  const DEMAND = { ...ON_PEAK, kind: 8, accumulationBehaviour: 6, uom: 38 };
  const [start, next] = [dayReadings('2025-09-03', () => 1)[0]!.start, dayReadings('2025-10-02', () => 1)[0]!.start];

  async function loaded(holders: readonly Holder[]): Promise<string> {
    const id = `totals-${point++}`;
    const month = [['2025-09-03', [{ start, value: 112_400, quality: 17 }]] as const];
    await project(service, [log.usagePoint(id, holders), ...[ON_PEAK, DEMAND].map((type) => log.blocksOf('i', 1000, id, type, month))]);
    service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: [id] } };
    service.authorization.token('token-access', 'access');
    return (await service.get(BATCH, 'token-access')).text();
  }

  it('stand in the feed under reading types of their own, valid, the greatest demand as a maximum', async () => {
    const feed = await loaded(ALWAYS);
    if (schemaIsHere) validateEspi(feed);
    const types = [...feed.matchAll(/<espi:ReadingType>.*?<\/espi:ReadingType>/g)].map(([text]) => text);
    expect(types).toHaveLength(2);
    expect(types.find((type) => type.includes('<espi:kind>12<'))).toContain('<espi:tou>11</espi:tou>');
    expect(types.find((type) => type.includes('<espi:kind>8<'))).toMatch(
      /<espi:accumulationBehaviour>6<.*<espi:dataQualifier>8<.*<espi:tou>11</,
    );
    expect(feed).toContain('<title>Type of meter reading: on-peak, summer</title>');
    expect(readingsOf(feed)).toEqual(
      [
        { start, value: 112_400 },
        { start, value: 112_400 },
      ].map((reading) => expect.objectContaining(reading)),
    );
    const json = await (
      await fetch(service.url + BASE + BATCH, { headers: { authorization: 'Bearer token-access', accept: 'application/json' } })
    ).json();
    expect(JSON.stringify(json)).toContain('"tou":11');
  });

  it('are shown to nobody who did not hold the service all the while', async () => {
    const moved = next - 86_400;
    for (const own of [
      { from: 0, to: moved },
      { from: moved, to: null },
    ]) {
      const other = own.to === null ? { from: 0, to: moved } : { from: moved, to: null };
      const feed = await loaded([
        { customerId: 'c-1', ...own },
        { customerId: 'c-2', ...other },
      ]);
      expect(readingsOf(feed)).toEqual([]);
    }
    expect(readingsOf(await loaded([{ customerId: 'c-1', from: 0, to: start + MONTH }]))).toHaveLength(2);
  });
});
