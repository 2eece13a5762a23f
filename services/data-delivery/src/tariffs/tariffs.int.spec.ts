import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuthorizationView, DataSet, TariffPeriod, TariffPrice } from '@greenledger/contracts';
import { parquetReadObjects } from 'hyparquet';
import { checkFeed, findingText, localDayBounds } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blockIdsOf, hrefsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog, ZONE } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { DELIVERED, project, RECEIVED, REGISTER, SAMPLE_DAYS } from '../testing/sample-data.js';

const service = new RunningService();
const log = new MeterLog();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const CHANGE = localDayBounds(ZONE, SAMPLE_DAYS[2]!).start;
/** 0.30 and 0.50 a kWh. */
const price = (cents: number, of: Partial<TariffPrice> = {}): TariffPrice => ({
  amount: cents * 1_000_000,
  currency: 840,
  uom: 72,
  per: 1_000,
  ...of,
});
const period = (rank: number, tou: number, fromMinute: number, toMinute: number, of: TariffPrice | null): TariffPeriod => ({
  ...{ rank, tou, name: null, months: [], days: 'all', dates: [] },
  ...{ fromMinute, toMinute, price: of },
});
const TIMES = [period(1, 1, 16 * 60, 21 * 60, price(50)), period(2, 2, 0, 1_440, price(30))];
const grant = (dataSets: readonly DataSet[] = ['usage', 'billing'], differences: Partial<AuthorizationView['terms']> = {}): void => {
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets, ...differences } };
  service.authorization.token('token-access', 'access');
};
const read = async (path: string, token = 'token-access'): Promise<string> => {
  const response = await service.get(path, token);
  expect(response.status).toBe(200);
  return response.text();
};
const below = (href: string): string => href.slice(href.indexOf(BASE) + BASE.length);
/** The entries of the channel that has a reading of that value. */
const blocksWith = (feed: string, text: string): string[] =>
  feed.split(/(?=<entry>)/).filter((entry) => entry.includes('<espi:IntervalBlock>') && entry.includes(text));
interface Marked {
  readonly cost: string | undefined;
  readonly value: string;
  readonly tou: string | undefined;
}
const marksOf = (text: string): Marked[] =>
  [
    ...text.matchAll(
      /<espi:IntervalReading>(?:<espi:cost>(-?\d+)<\/espi:cost>)?.*?<espi:value>(-?\d+)<\/espi:value>(?:<espi:tou>(\d+)<\/espi:tou>)?/g,
    ),
  ].map(([, cost, value, tou]) => ({ cost, value: value!, tou }));

beforeAll(async () => {
  await service.start();
  await project(service, [
    log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]),
    log.blocksOf(
      'i-1',
      1000,
      'up-1',
      DELIVERED,
      SAMPLE_DAYS.map((day) => [day, dayReadings(day, (hour) => 1_000 + hour)]),
    ),
    log.blocksOf(
      'i-1',
      1000,
      'up-1',
      RECEIVED,
      SAMPLE_DAYS.map((day) => [day, dayReadings(day, () => 77)]),
    ),
    log.blocksOf(
      'i-1',
      1000,
      'up-1',
      REGISTER,
      SAMPLE_DAYS.map((day) => [day, dayReadings(day, () => 5_000_000).slice(0, 1)]),
    ),
  ]);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  grant();
});

describe('times of use and costs', () => {
  let before: string;

  it('are not told of usage points whose tariffs have dates and no calendar', async () => {
    before = await read(BATCH);
    await project(service, [log.rates('up-1', [{ tariff: 'E-TOU', from: 0, to: CHANGE }])]);
    expect(await read(BATCH)).toBe(before);
    expect(before).not.toMatch(/espi:(cost|tou|currency)/);
  });

  it('stand on each reading of delivered energy, valid, with the currency at its ReadingType', async () => {
    await project(service, [
      log.rates('up-1', [
        { tariff: 'E-TOU', from: 0, to: CHANGE },
        { tariff: 'E-NEW', from: CHANGE, to: null },
      ]),
      log.tariffCalendar('E-TOU', TIMES),
      log.tariffCalendar('E-NEW', [period(1, 5, 0, 1_440, price(10))]),
    ]);
    const feed = await read(BATCH);
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
    const delivered = blocksWith(feed, '>1000</espi:value>');
    expect(delivered).toHaveLength(3);
    const [first, autumn, changed] = delivered.map(marksOf);
    // 1,015 Wh before the peak at 0.30 are 0.3045, and 1,016 Wh in it at 0.50 are 0.508.
    expect(first![15]).toEqual({ value: '1015', tou: '2', cost: '30450' });
    expect(first![16]).toEqual({ value: '1016', tou: '1', cost: '50800' });
    expect(first![21]).toMatchObject({ tou: '2' });
    // The day of 25 hours: the peak begins at 16 o'clock on the wall, an hour later than the count.
    expect(autumn!.map(({ tou }) => tou).indexOf('1')).toBe(17);
    expect(changed!.every(({ tou, value, cost }) => tou === '5' && Number(cost) === Number(value) * 10)).toBe(true);
    expect(feed.match(/<espi:currency>840<\/espi:currency>/g)).toHaveLength(1);
  });

  it('keep the rules of FB 12', async () => {
    await project(service, [
      log.usagePoint('up-2', [{ customerId: 'c-1', from: 0, to: null }]),
      log.rates('up-2', [{ tariff: 'E-TOU', from: 0, to: null }]),
      log.blocksOf(
        'i-2',
        1000,
        'up-2',
        DELIVERED,
        SAMPLE_DAYS.map((day) => [day, dayReadings(day, (hour) => hour)]),
      ),
    ]);
    grant(['usage', 'billing'], { usagePointIds: ['up-2'] });
    expect(checkFeed(await read(BATCH), [5, 12]).map(findingText)).toEqual([]);
    grant(['usage'], { usagePointIds: ['up-2'] });
    expect(checkFeed(await read(BATCH), [5, 12])).not.toEqual([]);
  });

  it('leave energy that is received without a cost, and registers without anything', async () => {
    const feed = await read(BATCH);
    for (const { cost, tou } of blocksWith(feed, '>77<').flatMap(marksOf)) expect([cost, tou !== undefined]).toEqual([undefined, true]);
    for (const { cost, tou } of blocksWith(feed, '>5000000<').flatMap(marksOf)) expect([cost, tou]).toEqual([undefined, undefined]);
  });

  it('are without costs where billing is not authorized', async () => {
    grant(['usage']);
    const feed = await read(BATCH);
    expect(feed).not.toMatch(/espi:(cost|currency)/);
    expect(marksOf(blocksWith(feed, '>1000</espi:value>')[0]!)[16]).toEqual({ value: '1016', tou: '1', cost: undefined });
  });

  it('are the same everywhere: each link leads to the entry of the Batch, also to the ReadingType', async () => {
    const feed = await read(BATCH);
    const entries = new Map(
      feed
        .split(/(?=<entry>)/)
        .slice(1)
        .map((entry) => [/rel="self" href="([^"]+)"/.exec(entry)![1]!, entry]),
    );
    const single = [...entries.keys()].filter((href) => /IntervalBlock|ReadingType|MeterReading/.test(href));
    expect(single.length).toBeGreaterThan(12);
    for (const href of single) {
      const content = /<content[^>]*>.*<\/content>/s.exec(entries.get(href)!)![0];
      expect(await read(below(href))).toContain(content);
    }
    for (const href of hrefsOf(feed).filter((each) => /\/(IntervalBlock|ReadingType)$/.test(each))) {
      const list = await read(below(href));
      for (const id of blockIdsOf(list)) expect(feed).toContain(id);
    }
    const bulk = await read(`/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client');
    expect(marksOf(bulk)).toEqual(marksOf(feed));
  });

  it('stand in the JSON form too', async () => {
    const answer = await fetch(service.url + BASE + BATCH, {
      headers: { authorization: 'Bearer token-access', accept: 'application/json' },
    });
    const { usagePoints } = (await answer.json()) as {
      usagePoints: { meterReadings: { currency?: number; intervalBlocks: { readings: object[] }[] }[] }[];
    };
    const delivered = usagePoints[0]!.meterReadings.find(({ currency }) => currency === 840)!;
    expect(delivered.intervalBlocks[0]!.readings[16]).toMatchObject({ value: 1_016, cost: 50_800, tou: 1 });
    expect(usagePoints[0]!.meterReadings.filter(({ currency }) => currency === undefined)).toHaveLength(2);
  });

  it('stand in the tables too, the same as in the feed', async () => {
    const feed = marksOf(await read(BATCH));
    const answer = (accept: string): Promise<Response> =>
      fetch(service.url + BASE + BATCH, { headers: { authorization: 'Bearer token-access', accept } });
    const [head, ...lines] = (await (await answer('text/csv')).text()).trimEnd().split('\r\n');
    const names = head!.split(',');
    const cells = (line: string): Record<string, string> => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell]));
    const csv = lines.map(cells);
    expect(csv.map(({ value, tou, cost }) => ({ value, tou: tou || undefined, cost: cost || undefined }))).toEqual(feed);
    expect(csv.every(({ cost, currency }) => currency === (cost === '' ? '' : '840'))).toBe(true);
    const ndjson = (await (await answer('application/x-ndjson')).text()).trimEnd().split('\n');
    const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
    expect(
      ndjson
        .map((line) => JSON.parse(line) as Record<string, number>)
        .map(({ value, tou, cost }) => ({ value: text(value), tou: text(tou), cost: text(cost) })),
    ).toEqual(feed);
    const parquet = await parquetReadObjects({ file: await (await answer('application/vnd.apache.parquet')).arrayBuffer() });
    expect(
      parquet.map(({ value, tou, cost }) => ({ value: text(value), tou: text(tou ?? undefined), cost: text(cost ?? undefined) })),
    ).toEqual(feed);
    grant(['usage']);
    for (const line of (await (await answer('text/csv')).text()).trimEnd().split('\r\n').slice(1)) expect(cells(line).cost).toBe('');
  });

  it('change the digest and the date of their blocks when they are corrected, so that a change cursor finds them', async () => {
    const updatedOf = (feed: string): string => /<updated>([^<]+)</.exec(blocksWith(feed, '>1000</espi:value>')[0]!)![1]!;
    const feed = await read(BATCH);
    const cursor = new Date(Date.parse(updatedOf(feed)) + 1_000).toISOString().replace('.000', '');
    expect(blockIdsOf(await read(`${BATCH}?updated-min=${cursor}`))).toEqual([]);
    await project(service, [log.tariffCalendar('E-TOU', [...TIMES.slice(0, 1), period(2, 2, 0, 1_440, price(31))])]);
    const changed = await read(`${BATCH}?updated-min=${cursor}`);
    expect(marksOf(blocksWith(changed, '>1000</espi:value>')[0]!)[15]).toEqual({ value: '1015', tou: '2', cost: '31465' });
    expect(service.authorization.recorded.at(-1)!.manifestDigest).not.toBe(service.authorization.recorded[0]!.manifestDigest);
    expect(blockIdsOf(await read(`${BATCH}?updated-max=${cursor}`)).length).toBeLessThan(blockIdsOf(feed).length);
    // As it was known before: without the correction.
    const asOf = new Date(Date.parse(cursor) - 1_000).toISOString().replace('.000', '');
    expect(marksOf(blocksWith(await read(`${BATCH}?asOf=${asOf}`), '>1000</espi:value>')[0]!)[15]).toMatchObject({ cost: '30450' });
  });
});
