import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Reading, ReadingTypeKey } from '@greenledger/contracts';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { DELIVERED, GAS_DAILY, GAS_HOURLY, NET, project, RECEIVED, REGISTER, SAMPLE_DAYS } from '../testing/sample-data.js';

/** A reader of Green Button feeds that others wrote and use: what it reads must be what is stored. */
const service = new RunningService();
const log = new MeterLog();
const DEMAND: ReadingTypeKey = { ...DELIVERED, kind: 8, uom: 38, accumulationBehaviour: 6, intervalLength: 86_400 };
const QUARTERS: ReadingTypeKey = { ...DELIVERED, intervalLength: 900 };
const PEAK_TOTAL: ReadingTypeKey = { ...DELIVERED, intervalLength: 86_400, tou: 11 };

const once = (value: number) => (day: string) => dayReadings(day, () => value).slice(0, 1);
/** What is stored: usage point, type, and the readings of each day. A clock change is among the days, and a gap in each of the first. */
const STORED: readonly (readonly [usagePointId: string, type: ReadingTypeKey, of: (day: string) => Reading[]])[] = [
  ['up-1', DELIVERED, (day) => dayReadings(day, (hour) => (hour === 5 ? null : 1_000 + hour))],
  ['up-1', RECEIVED, (day) => dayReadings(day, (hour) => 2_000 + hour, 19)],
  ['up-1', NET, (day) => dayReadings(day, (hour) => (hour % 2 === 0 ? -3_000 - hour : 3_000), 8)],
  ['up-1', REGISTER, once(5_000_000)],
  ['up-1', DEMAND, once(7_300)],
  ['up-1', PEAK_TOTAL, once(112_400)],
  [
    'up-3',
    QUARTERS,
    (day) =>
      dayReadings(day, (hour) => hour).flatMap((each) =>
        [0, 1, 2, 3].map((i) => ({ ...each, start: each.start + i * 900, value: 40_000 + i })),
      ),
  ],
  ['up-2', GAS_DAILY, once(2_345)],
  ['up-2', GAS_HOURLY, (day) => dayReadings(day, (hour) => 60_000 + hour)],
];

interface ReadBack {
  readonly commodity: number;
  readonly flowDirection: number;
  readonly accumulationBehaviour: number;
  readonly kind: number;
  readonly intervalLength: number;
  readonly tou?: number | undefined;
  readonly start: number;
  readonly value: number;
  readonly quality: number | undefined;
}
/** Quality 17 is the default of the ReadingType, and stands there alone. */
const stored: ReadBack[] = STORED.flatMap(([, type, of]) =>
  SAMPLE_DAYS.flatMap((day) =>
    of(day)
      .filter(({ value }) => value !== null)
      .map(({ start, value, quality }) => ({ ...typeOf(type), start, value: value!, quality: quality === 17 ? undefined : quality })),
  ),
);

beforeAll(async () => {
  await service.start();
  const holders = [{ customerId: 'c-1', from: 0, to: null }];
  await project(service, [
    log.usagePoint('up-1', holders),
    log.usagePoint('up-2', holders, { serviceKind: 1, tariffProfile: 'G-1' }),
    log.usagePoint('up-3', holders),
    ...STORED.map(([usagePointId, type, of], i) =>
      log.blocksOf(
        `i-${i}`,
        1000,
        usagePointId,
        type,
        SAMPLE_DAYS.map((day) => [day, of(day)]),
      ),
    ),
  ]);
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2', 'up-3'] } };
  service.authorization.token('token-access', 'access');
});
afterAll(() => service.stop());

/** What we use of it: it ships its sources beside its types, and those do not pass our compiler. */
interface Parser {
  atomToGreenButtonJson(xml: string): Promise<object>;
  readonly helpers: {
    getEntriesByContentType(feed: object, type: 'IntervalBlock'): BlockEntry[];
    getUsagePointEntryFromIntervalBlockEntry(
      feed: object,
      entry: BlockEntry,
    ): { readonly content: { readonly UsagePoint: { readonly ServiceCategory: { readonly kind: number } } } } | undefined;
    getReadingTypeEntryFromIntervalBlockEntry(
      feed: object,
      entry: BlockEntry,
    ): { readonly content: { readonly ReadingType: ReadingTypeKey & { readonly uom_value: string } } } | undefined;
  };
}
interface BlockEntry {
  readonly content: { readonly IntervalBlock: readonly Block[] | Block };
}
interface Block {
  readonly IntervalReading?: readonly {
    readonly value: number;
    readonly timePeriod: { readonly start: number };
    readonly ReadingQuality?: readonly { readonly quality: number }[];
  }[];
}
const NAME: string = '@cityssm/green-button-parser';
const { atomToGreenButtonJson, helpers } = (await import(NAME)) as Parser;

function typeOf({ commodity, flowDirection, accumulationBehaviour, kind, intervalLength, tou }: ReadingTypeKey) {
  return { commodity, flowDirection, accumulationBehaviour, kind, intervalLength, tou };
}
const texts = (readings: readonly ReadBack[]): string[] => readings.map((reading) => JSON.stringify(reading)).sort();

async function readBack(text: string): Promise<ReadBack[]> {
  const feed = await atomToGreenButtonJson(text);
  return helpers.getEntriesByContentType(feed, 'IntervalBlock').flatMap((entry) => {
    const type = typeOf(helpers.getReadingTypeEntryFromIntervalBlockEntry(feed, entry)!.content.ReadingType);
    return [entry.content.IntervalBlock]
      .flat()
      .flatMap((block) => block.IntervalReading ?? [])
      .map(({ timePeriod: { start }, value, ReadingQuality }) => ({ ...type, start, value, quality: ReadingQuality?.[0]?.quality }));
  });
}

it.each(
  [
    ['Batch/Subscription', `/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access'],
    ['Batch/Bulk', `/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client'],
  ].flatMap(([name, path, token]) => ['identity', 'gzip', 'br'].map((coding) => [name!, coding, path!, token!] as const)),
)('@cityssm/green-button-parser reads %s (%s) back to every reading that is stored', async (_name, coding, path, token) => {
  const answer = await fetch(service.url + BASE + path, { headers: { authorization: `Bearer ${token}`, 'accept-encoding': coding } });
  expect(answer.headers.get('content-encoding')).toBe(coding === 'identity' ? null : coding);
  const read = await readBack(await answer.text());
  expect(texts(read)).toEqual(texts(stored));
  expect(read.length).toBe(service.authorization.recorded.at(-1)!.counts.readings);
});

it('finds the usage point and the reading type of every block by the links', async () => {
  const text = await (await service.get(`/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access')).text();
  const feed = await atomToGreenButtonJson(text);
  const found = helpers.getEntriesByContentType(feed, 'IntervalBlock').map((block) => {
    const served = helpers.getUsagePointEntryFromIntervalBlockEntry(feed, block)?.content.UsagePoint.ServiceCategory.kind;
    const type = helpers.getReadingTypeEntryFromIntervalBlockEntry(feed, block)?.content.ReadingType;
    // A service of gas has readings of gas, and one of electricity of electricity.
    expect([served, type?.commodity]).toEqual(served === 1 ? [1, 7] : [0, 1]);
    return type?.uom_value;
  });
  expect([...new Set(found)].sort()).toEqual(['W', 'Wh', 'therm']);
});
