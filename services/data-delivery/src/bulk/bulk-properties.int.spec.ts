import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuthorizationView } from '@greenledger/contracts';
import { formatTimestamp } from '@greenledger/espi';
import fc from 'fast-check';
import { compact } from '../months/compaction.js';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { blockIdsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { DELIVERED, project, RECEIVED } from '../testing/sample-data.js';

const service = new RunningService({ RATE_LIMIT_PER_CLIENT: 0, RATE_LIMIT_PER_GRANT: 0 });
const log = new MeterLog();
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
/** The day in the middle has 25 hours. */
const DAYS = ['2025-10-31', '2025-11-01', '2025-11-02', '2025-11-03', '2025-11-04'];
const FIRST = dayReadings(DAYS[0]!, () => 0)[0]!.start;
const POINTS = 12;
const CUSTOMERS = ['c-1', 'c-2', 'c-3'];
/** When each point goes from its first customer to its second: on an hour, or a second beside one. */
const movedAt = (point: number): number => FIRST + (point * 11 - 20) * 3_600 + (point % 3) - 1;

beforeAll(async () => {
  await service.start();
  const points = Array.from({ length: POINTS }, (_, point) => point);
  await project(
    service,
    points.map((point) =>
      log.usagePoint(`up-${point}`, [
        { customerId: CUSTOMERS[point % 3]!, from: 0, to: movedAt(point) },
        { customerId: CUSTOMERS[(point + 1) % 3]!, from: movedAt(point), to: null },
      ]),
    ),
  );
  for (const point of points) {
    const days = DAYS.filter((_, i) => (point + i) % 4 !== 0);
    const hours = (sign: number) =>
      days.map((day) => [day, dayReadings(day, (hour) => ((hour + point) % 9 === 0 ? null : sign * (point * 1000 + hour)))] as const);
    await project(service, [log.blocksOf('i-1', 1000, `up-${point}`, DELIVERED, hours(1))]);
    if (point % 2 === 0) await project(service, [log.blocksOf('i-1', 1000, `up-${point}`, RECEIVED, hours(-1))]);
    if (point === 5) await compact(service.database.dataSource, { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 });
    if (point % 3 === 0) await project(service, [log.blocks('i-2', 2000, [[`up-${point}`, DAYS[2]!, dayReadings(DAYS[2]!, () => 7)]])]);
    if (point % 4 === 0) await project(service, [log.powerQuality(`quality-${point}`, { usagePointId: `up-${point}` })]);
    if (point % 5 === 0) {
      const customerId = CUSTOMERS[(point + 1) % 3]!;
      await project(service, [log.bill(`bill-${point}`, { usagePointId: `up-${point}`, customerId })]);
    }
  }
}, 60_000);
afterAll(() => service.stop());

const moment = fc.integer({ min: -30, max: 150 }).chain((hour) => fc.constantFrom(-1, 0, 1).map((beside) => FIRST + hour * 3_600 + beside));
const seldom = (arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const grant = fc.record({
  customerId: fc.constantFrom(...CUSTOMERS),
  points: fc.subarray(
    Array.from({ length: POINTS }, (_, point) => point),
    { minLength: 1, maxLength: 3 },
  ),
  start: fc.oneof(fc.constant(0), moment),
  end: fc.oneof(fc.constant(null), moment),
  billing: fc.boolean(),
  status: fc.constantFrom('active', 'active', 'active', 'active', 'revoked' as const),
  /** Refused when its part is to be recorded. */
  refused: fc.constantFrom(false, false, false, false, false, true),
});
const world = fc.record({
  grants: fc.array(grant, { minLength: 30, maxLength: 250 }),
  min: seldom(moment),
  max: seldom(moment),
  since: seldom(fc.integer({ min: 0, max: 60 })),
  coding: fc.constantFrom('identity', 'gzip', 'br'),
});

const entriesOf = (feed: string): string[] =>
  feed
    .replace('</feed>\n', '')
    .split(/(?=<entry>)/)
    .slice(1);
const below = (id: string, entries: readonly string[]): string[] => entries.filter((entry) => entry.includes(`/Subscription/${id}/`));

it('is the living and unrefused authorizations, each once and in order, with the very entries of its own feed', async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(world, async ({ grants, min, max, since, coding }) => {
      fc.pre(min === null || max === null || min <= max);
      const views = grants.map(({ customerId, points, start, end, billing, status }, i): AuthorizationView => ({
        ...AUTHORIZATION,
        authorizationId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
        customerId,
        status,
        terms: {
          ...AUTHORIZATION.terms,
          usagePointIds: points.map((point) => `up-${point}`),
          dataSets: billing ? ['usage', 'billing'] : ['usage'],
          publishedPeriod: { start, end },
        },
      }));
      const refused = new Set(views.filter((_, i) => grants[i]!.refused).map(({ authorizationId }) => authorizationId));
      const query = [
        ...(min === null ? [] : [`published-min=${formatTimestamp(min)}`]),
        ...(max === null ? [] : [`published-max=${formatTimestamp(max)}`]),
        ...(since === null ? [] : [`updated-min=${formatTimestamp(Date.UTC(2026, 0, 1) / 1000 + since)}`]),
      ].join('&');
      const get = (path: string, token: string, acceptEncoding: string): Promise<Response> =>
        fetch(`${service.url}${BASE}${path}?${query}`, {
          headers: { authorization: `Bearer ${token}`, 'accept-encoding': acceptEncoding },
        });
      service.authorization.decide = (release) =>
        refused.has(release.authorizationId)
          ? { recorded: false, code: 'authorization-revoked', detail: 'revoked a moment ago' }
          : AuthorizationStandIn.record(release);
      [service.authorization.view] = views as [AuthorizationView];
      service.authorization.others.splice(0, Infinity, ...views.slice(1));
      service.authorization.recorded.length = 0;

      const answer = await get(BULK, 'token-client', coding);
      const expected: string[] = [];
      const recorded = new Map(service.authorization.recorded.map((release) => [release.authorizationId, release]));
      expect(recorded.size).toBe(service.authorization.recorded.length);
      if (answer.status !== 200) return expect(answer.status).toBe(403);
      const feed = await answer.text();
      expect(feed.endsWith('</feed>\n')).toBe(true);
      const entries = entriesOf(feed);
      for (const view of views) {
        const { authorizationId } = view;
        const own = below(authorizationId, entries);
        if (view.status !== 'active') expect(own).toEqual([]);
        if (view.status !== 'active' || refused.has(authorizationId)) continue;
        service.authorization.view = view;
        service.authorization.token('token-one', 'access');
        const one = await get(`/Batch/Subscription/${authorizationId}`, 'token-one', 'identity');
        const alone = one.status === 200 ? below(authorizationId, entriesOf(await one.text())) : [];
        expect(own).toEqual(alone);
        if (blockIdsOf(alone.join('')).length > 0) shown++;
        expected.push(...alone);
      }
      expect(entries.filter((entry) => entry.includes('/Subscription/'))).toEqual(expected);
      // The two kinds that belong to nobody stand once each, before what names them.
      const others = entries.filter((entry) => !entry.includes('/Subscription/'));
      expect(new Set(others).size).toBe(others.length);
    }),
    { numRuns: 15 },
  );
  // Most of the random worlds show something: a property over empty feeds would say little.
  expect(shown).toBeGreaterThan(100);
}, 120_000);
