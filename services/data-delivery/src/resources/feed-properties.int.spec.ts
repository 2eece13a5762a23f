import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Holder, LogEntry, MeterIngestionEvent, Reading, ReadingTypeKey, Terms } from '@greenledger/contracts';
import { checkFeed, findingText, formatTimestamp } from '@greenledger/espi';
import fc from 'fast-check';
import { compact } from '../months/compaction.js';
import { blockIdsOf, readingsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, RunningService } from '../testing/running-service.js';
import { DELIVERED, project, RECEIVED } from '../testing/sample-data.js';

/** Walks of a thousand pages are made within a minute. */
const service = new RunningService({ RATE_LIMIT_PER_CLIENT: 0, RATE_LIMIT_PER_GRANT: 0 });
const log = new MeterLog();
beforeAll(() => service.start());
afterAll(() => service.stop());

const DAYS = ['2025-11-01', '2025-11-02', '2025-11-03', '2025-11-04'];
const FIRST = dayReadings(DAYS[0]!, () => 0)[0]!.start;
const LAST = dayReadings(DAYS[3]!, () => 0).at(-1)!.start + 3600;
const TYPES: readonly ReadingTypeKey[] = [DELIVERED, RECEIVED];
const POINTS = 3;

/** Moments around the data: on the hour, a second beside it, and anywhere. */
const moment = fc.oneof(
  fc.tuple(fc.integer({ min: -2, max: 99 }), fc.constantFrom(-1, 0, 0, 1)).map(([hour, beside]) => FIRST + hour * 3600 + beside),
  fc.integer({ min: FIRST - 7200, max: LAST + 7200 }),
);
const end = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: moment });
const beginning = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: moment });
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const holder = fc.record({
  customerId: fc.constantFrom('c-1', 'c-1', 'c-1', 'c-2'),
  from: fc.oneof(fc.constant(0), fc.constant(0), moment),
  to: end,
});
const file = fc.record({
  point: fc.nat(POINTS - 1),
  type: fc.nat(TYPES.length - 1),
  day: fc.constantFrom(...DAYS),
  hours: fc.array(fc.record({ hour: fc.nat(24), value: fc.option(fc.nat(999), { freq: 8 }) }), { minLength: 8, maxLength: 40 }),
  /** Whether the closed months are compacted after it. */
  compacted: fc.constantFrom(false, false, true),
});
const world = fc.record({
  holders: fc.array(fc.array(holder, { minLength: 2, maxLength: 3 }), { minLength: POINTS, maxLength: POINTS }),
  files: fc.array(file, { minLength: 4, maxLength: 12 }),
  authorized: fc.subarray([0, 1, 2], { minLength: 1 }),
  published: fc.record({ start: beginning, end }),
  query: fc.record({
    min: seldom(moment),
    max: seldom(moment),
    changedSince: seldom(fc.nat(11)),
    changedBefore: seldom(seldom(fc.nat(11))),
    knownAt: seldom(fc.nat(11)),
  }),
  page: fc.constantFrom(1, 1, 2, 3, 5),
  /** How the length of a page is asked for, and how the next page is found. */
  limit: fc.constantFrom('max-results=$', 'depth=$', 'max-results=$&depth=99', 'max-results=99&depth=$'),
  walk: fc.constantFrom('start-index', 'start-after', 'link'),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

interface Known {
  readonly point: number;
  readonly start: number;
  readonly value: number | null;
}
/** What is stored after the files: by channel and start, with the second in which the channel's day last changed. */
interface Store {
  readonly readings: Map<string, Known & { dayKey: string }>;
  readonly dayUpdated: Map<string, number>;
}

/** Values tell their channel and file apart, so that a reading in a feed can only be one. */
const valueOf = (point: number, type: number, hour: number, value: number): number => ((point * 2 + type) * 100 + hour) * 1000 + value;
const secondOf = (entry: LogEntry<MeterIngestionEvent>): number => Math.floor(Date.parse(entry.recordedAt) / 1000);

/** Sends the files in order, later ones with later file times, and keeps what an own, simple model makes of them. */
async function load({ holders, files }: World, prefix: string): Promise<{ stores: Store[]; seconds: number[] }> {
  await project(
    service,
    holders.map((list, point) => log.usagePoint(`${prefix}-${point}`, list)),
  );
  const stores: Store[] = [];
  const seconds: number[] = [];
  let store: Store = { readings: new Map(), dayUpdated: new Map() };
  for (const [i, { point, type, day, hours, compacted }] of files.entries()) {
    const all = dayReadings(day, (hour) => hour);
    const chosen = new Map(hours.filter(({ hour }) => hour < all.length).map(({ hour, value }) => [hour, value]));
    if (chosen.size === 0) continue;
    const readings: Reading[] = [...chosen]
      .sort(([a], [b]) => a - b)
      .map(([hour, value]) => ({ ...all[hour]!, value: value === null ? null : valueOf(point, type, hour, value) }));
    const entry = log.blocksOf(`${prefix}-i`, 1000 + i, `${prefix}-${point}`, TYPES[type]!, [[day, readings]]);
    await project(service, [entry]);
    if (compacted) await compact(service.database.dataSource, { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 });
    store = { readings: new Map(store.readings), dayUpdated: new Map(store.dayUpdated) };
    const dayKey = `${point}/${type}/${day}`;
    for (const { start, value } of readings) {
      const key = `${point}/${type}/${start}`;
      const before = store.readings.get(key);
      if (before === undefined || before.value !== value) store.dayUpdated.set(dayKey, secondOf(entry));
      store.readings.set(key, { point, start, value, dayKey });
    }
    stores.push(store);
    seconds.push(secondOf(entry));
  }
  return { stores, seconds };
}

/** The ids of all blocks, page by page, until a page says that it is the last or holds none. */
async function walkPages(
  { limit, page, walk }: World,
  blocks: number,
  get: (extra: readonly string[]) => Promise<Response>,
): Promise<string[]> {
  const ids: string[] = [];
  const most = limit.replace('$', String(page));
  let from: string[] = [];
  for (let number = 0; number * page <= blocks; number++) {
    const answer = await get([most, ...from]);
    const link = answer.headers.get('link');
    const found = blockIdsOf(await answer.text());
    expect(found.length).toBeLessThanOrEqual(page);
    ids.push(...found);
    // The link stands exactly where something is left.
    expect(link !== null).toBe(ids.length < blocks);
    const last = ids.at(-1);
    if (walk === 'start-index') from = [`start-index=${ids.length + 1}`];
    else if (last === undefined || (walk === 'link' && link === null)) break;
    else from = [walk === 'start-after' ? `start-after=${last}` : /[?&](start-after=[^&>]+)/.exec(decodeURIComponent(link!))![1]!];
  }
  return ids;
}

const within = ({ start, end: stop }: { start: number; end: number | null }, at: number): boolean =>
  start <= at && (stop === null || at < stop);
const holds = (list: readonly Holder[], at: number): boolean =>
  list.some(({ customerId, from, to }) => customerId === 'c-1' && within({ start: from, end: to }, at));

it('union of the pages is the whole, filters are exact, sums are those stored, and nothing lies outside the grant', async () => {
  let run = 0;
  let showing = 0;
  const walked = { 'start-index': 0, 'start-after': 0, link: 0 };
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const prefix = `property-${run++}`;
      const { stores, seconds } = await load(given, prefix);
      const terms: Terms = {
        ...AUTHORIZATION.terms,
        usagePointIds: given.authorized.map((point) => `${prefix}-${point}`),
        publishedPeriod: given.published,
      };
      service.authorization.view = { ...AUTHORIZATION, terms };
      service.authorization.token('token-access', 'access');
      service.authorization.recorded.length = 0;

      const { min, max, changedSince, changedBefore, knownAt } = given.query;
      const since = changedSince === undefined ? undefined : seconds[changedSince];
      const until = changedBefore === undefined ? undefined : seconds[changedBefore];
      const asOf = knownAt === undefined ? undefined : seconds[knownAt];
      const known = (asOf === undefined ? stores.at(-1) : stores[knownAt!]) ?? { readings: new Map(), dayUpdated: new Map() };
      const parameters = [
        ...(min === undefined ? [] : [`published-min=${formatTimestamp(min)}`]),
        ...(max === undefined ? [] : [`published-max=${formatTimestamp(max)}`]),
        ...(since === undefined ? [] : [`updated-min=${formatTimestamp(since)}`]),
        ...(until === undefined ? [] : [`updated-max=${formatTimestamp(until)}`]),
        ...(asOf === undefined ? [] : [`asOf=${formatTimestamp(asOf)}`]),
      ];
      const get = (extra: readonly string[] = []): Promise<Response> =>
        service.get(`/Batch/Subscription/${AUTHORIZATION.authorizationId}?${[...parameters, ...extra].join('&')}`, 'token-access');
      const response = await get();
      if ((min ?? -Infinity) > (max ?? Infinity) || (since ?? -Infinity) > (until ?? Infinity)) return expect(response.status).toBe(400);
      const held = (point: number): boolean =>
        given.holders[point]!.some(
          ({ customerId, from, to }) =>
            customerId === 'c-1' && Math.max(from, given.published.start) < Math.min(to ?? Infinity, given.published.end ?? Infinity),
        );
      if (!given.authorized.some(held)) return expect(response.status).toBe(403);
      expect(response.status).toBe(200);
      const feed = await response.text();

      const expected = [...known.readings.values()].filter(
        ({ point, start, value, dayKey }) =>
          value !== null &&
          given.authorized.includes(point) &&
          within(given.published, start) &&
          holds(given.holders[point]!, start) &&
          (min === undefined || start >= min) &&
          (max === undefined || start < max) &&
          (since === undefined || known.dayUpdated.get(dayKey)! >= since) &&
          (until === undefined || known.dayUpdated.get(dayKey)! < until),
      );
      const texts = (list: readonly { start: number; value: number | null }[]): string[] =>
        list.map(({ start, value }) => `${start} ${value}`).sort();
      const shown = readingsOf(feed);
      expect(texts(shown)).toEqual(texts(expected));
      const sum = (list: readonly { value: number | null }[]): number => list.reduce((total, { value }) => total + (value ?? 0), 0);
      expect(sum(shown)).toBe(sum(expected));
      expect(
        checkFeed(feed, [])
          .filter(({ rule }) => !/there is a ReadingType/.test(rule.must))
          .map(findingText),
      ).toEqual([]);

      if (shown.length > 0) showing++;
      const { counts, window } = service.authorization.recorded.at(-1)!;
      expect(counts.readings).toBe(shown.length);
      expect(shown.every(({ start }) => window.start <= start && start < window.end)).toBe(true);

      const pages = await walkPages(given, counts.blocks, get);
      if (pages.length > given.page) walked[given.walk]++;
      expect(pages).toEqual(blockIdsOf(feed));
    }),
    { numRuns: 200 },
  );
  // Most of the random worlds show something: a property over empty feeds would say little.
  expect(showing).toBeGreaterThan(40);
  // And each way from page to page is walked by several of them.
  for (const times of Object.values(walked)) expect(times).toBeGreaterThan(2);
}, 120_000);
