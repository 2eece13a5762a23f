import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ProblemError, type AuthorizationView, type Reading } from '@greenledger/contracts';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blockIdsOf, hrefsOf, readingsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { project, SAMPLE_DAYS } from '../testing/sample-data.js';

const service = new RunningService();
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;
const RESOURCE = 'https://utility.example/DataCustodian/espi/1_1/resource';

/** The authorization of customer `c-<i>` for usage point `up-<i>`. */
const grant = (i: number, differences: Partial<AuthorizationView> = {}): AuthorizationView => ({
  ...AUTHORIZATION,
  authorizationId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  customerId: `c-${i}`,
  terms: { ...AUTHORIZATION.terms, usagePointIds: [`up-${i}`] },
  grantedAt: `2026-01-0${i}T00:00:00Z`,
  ...differences,
});
const OTHERS = [
  grant(2, { scope: `${AUTHORIZATION.scope};BR=north` }),
  grant(3),
  grant(4, { status: 'revoked' }),
  grant(5, { thirdPartyId: 'tp-2' }),
];
const read = async (path: string): Promise<string> => {
  const response = await service.get(path, 'token-client');
  expect(response.status).toBe(200);
  return response.text();
};

beforeAll(async () => {
  await service.start();
  service.authorization.others.push(...OTHERS);
  service.authorization.token('token-north', 'client', `${AUTHORIZATION.scope};BR=north`);
  const log = new MeterLog();
  for (const i of [1, 2, 3, 4, 5]) {
    await project(service, [
      log.usagePoint(`up-${i}`, [{ customerId: `c-${i}`, from: 0, to: null }]),
      log.blocks(
        'i-1',
        1000,
        SAMPLE_DAYS.map((day) => [`up-${i}`, day, dayReadings(day, (hour) => i * 100 + hour)]),
      ),
    ]);
  }
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.recorded.length = 0;
  service.authorization.decide = AuthorizationStandIn.record;
});

describe('Batch/Bulk', () => {
  it('holds every living authorization of the company and nothing else (RBK001)', async () => {
    const feed = await read(BULK);
    if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(feed, edition);
    const own = [AUTHORIZATION, OTHERS[0]!, OTHERS[1]!].map(({ authorizationId }) => `${RESOURCE}/Subscription/${authorizationId}/`);
    const selves = [...feed.matchAll(/<link rel="self" href="([^"]+)" type="espi-entry/g)].map(([, href]) => href!);
    expect(selves.length).toBeGreaterThan(0);
    for (const href of selves) {
      expect(own.some((start) => href.startsWith(start)) || /\/(ReadingType|LocalTimeParameters)\//.test(href)).toBe(true);
    }
    expect(new Set(selves).size).toBe(selves.length);
    expect(blockIdsOf(feed)).toHaveLength(3 * SAMPLE_DAYS.length);
    expect(hrefsOf(feed).every((href) => href.startsWith(RESOURCE))).toBe(true);
  });

  it('records one release for each authorization, and each part is that subscription’s own data', async () => {
    await read(BULK);
    // Batches are recorded side by side: the order of the records is not promised, that of the parts in the feed is.
    const recorded = service.authorization.recorded
      .map(({ authorizationId, resource, usagePointIds }) => [authorizationId, resource, usagePointIds[0]!])
      .sort(([, , a], [, , b]) => a!.localeCompare(b!));
    expect(recorded).toEqual([
      [AUTHORIZATION.authorizationId, 'Batch/Bulk', 'up-1'],
      [OTHERS[0]!.authorizationId, 'Batch/Bulk', 'up-2'],
      [OTHERS[1]!.authorizationId, 'Batch/Bulk', 'up-3'],
    ]);
    const ended = await service.database.dataSource.query(
      "SELECT 1 FROM access_log WHERE resource = 'Batch/Bulk' AND end_state <> 'complete'",
    );
    expect(ended).toEqual([]);
  });

  it('is narrowed by the bulk id of the scope, and by no other id', async () => {
    const feed = await (await service.get('/Batch/Bulk/north', 'token-north')).text();
    expect(blockIdsOf(feed)).toHaveLength(SAMPLE_DAYS.length);
    expect(feed).toContain(OTHERS[0]!.authorizationId);
    for (const [path, token] of [
      ['/Batch/Bulk/north', 'token-client'],
      ['/Batch/Bulk/south', 'token-north'],
    ] as const) {
      const response = await service.get(path, token);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'not-your-resource' });
    }
  });

  it('leaves out a part that is refused, and sends the others', async () => {
    service.authorization.decide = (release) =>
      release.authorizationId === OTHERS[0]!.authorizationId
        ? { recorded: false, code: 'authorization-revoked', detail: 'revoked a moment ago' }
        : AuthorizationStandIn.record(release);
    const feed = await read(BULK);
    expect(feed).not.toContain(OTHERS[0]!.authorizationId);
    expect(blockIdsOf(feed)).toHaveLength(2 * SAMPLE_DAYS.length);
    expect(feed.endsWith('</feed>\n')).toBe(true);
  });

  it('shows what is left of an authorization that was narrowed after its page was read', async () => {
    const log = new MeterLog();
    for (const id of ['up-kept', 'up-taken']) {
      const blocks = SAMPLE_DAYS.map((day): [string, string, Reading[]] => [id, day, dayReadings(day, (hour) => hour)]);
      await project(service, [log.usagePoint(id, [{ customerId: 'c-8', from: 0, to: null }]), log.blocks('i-4', 1000, blocks)]);
    }
    const over = (...usagePointIds: string[]): AuthorizationView => ({
      ...grant(3, { authorizationId: '22222222-0000-4000-8000-000000000000', customerId: 'c-8', grantedAt: '2026-01-02T12:00:00Z' }),
      terms: { ...AUTHORIZATION.terms, usagePointIds },
    });
    const { authorizationId } = over();
    service.authorization.others.push(over('up-kept', 'up-taken'));
    service.authorization.decide = (release) => {
      if (release.authorizationId !== authorizationId) return AuthorizationStandIn.record(release);
      service.authorization.others[service.authorization.others.length - 1] = over('up-kept');
      if (!release.usagePointIds.includes('up-taken')) return AuthorizationStandIn.record(release);
      return { recorded: false, code: 'usage-point-not-authorized', detail: 'up-taken is not authorized' };
    };
    const feed = await read(BULK);
    service.authorization.others.pop();
    const owners = feed
      .split(/(?=<entry>)/)
      .filter((entry) => entry.includes('<espi:IntervalBlock>'))
      .map((entry) => /Subscription\/([^/]+)/.exec(entry)![1]!);
    // In its place among the others, in the order in which they were granted.
    const inOrder = [AUTHORIZATION.authorizationId, OTHERS[0]!.authorizationId, authorizationId, OTHERS[1]!.authorizationId];
    expect(owners).toEqual(inOrder.flatMap((id) => SAMPLE_DAYS.map(() => id)));
    const of = service.authorization.recorded.filter((release) => release.authorizationId === authorizationId);
    expect(of.map(({ usagePointIds }) => usagePointIds)).toEqual([['up-kept', 'up-taken'], ['up-kept']]);
  });

  it('is refused when every part is', async () => {
    service.authorization.decide = () => ({ recorded: false, code: 'third-party-not-in-production', detail: 'on hold' });
    const response = await service.get(BULK, 'token-client');
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'release-refused', reason: 'third-party-not-in-production' });
  });

  it('pages over the parts: the union of the pages is the whole', async () => {
    const whole = blockIdsOf(await read(BULK));
    const pages: string[] = [];
    for (let start = 1; start <= whole.length; start += 2)
      pages.push(...blockIdsOf(await read(`${BULK}?max-results=2&start-index=${start}`)));
    expect(pages).toEqual(whole);
    const after = whole[3]!;
    expect(blockIdsOf(await read(`${BULK}?start-after=${after}`))).toEqual(whole.slice(4));
    expect((await service.get(`${BULK}?max-results=All`, 'token-client')).status).toBe(400);
  });

  it('shows a usage point to the authorization of its former and of its present holder, each its own time', async () => {
    const moved = dayReadings('2025-11-02', () => 0)[9]!.start;
    const log = new MeterLog();
    await project(service, [
      log.usagePoint('up-moved', [
        { customerId: 'c-6', from: 0, to: moved },
        { customerId: 'c-7', from: moved, to: null },
      ]),
      log.blocks(
        'i-2',
        1000,
        SAMPLE_DAYS.map((day) => ['up-moved', day, dayReadings(day, (hour) => hour)]),
      ),
    ]);
    const terms = { ...AUTHORIZATION.terms, usagePointIds: ['up-moved'] };
    const begun = dayReadings('2025-11-01', () => 0)[5]!.start;
    const both = [grant(6, { terms: { ...terms, publishedPeriod: { start: begun, end: null } } }), grant(7, { terms })];
    service.authorization.others.push(...both);
    const feed = await read(BULK);
    service.authorization.others.splice(-both.length);
    const starts = both.map(({ authorizationId }) =>
      feed
        .split(/(?=<entry>)/)
        .filter((entry) => entry.includes('<espi:IntervalBlock>') && entry.includes(authorizationId))
        .flatMap((entry) => readingsOf(entry).map(({ start }) => start)),
    );
    const all = SAMPLE_DAYS.flatMap((day) => dayReadings(day, () => 0).map(({ start }) => start));
    expect(starts).toEqual([all.filter((start) => begun <= start && start < moved), all.filter((start) => start >= moved)]);
  });

  it('shows a usage point under two authorizations of one customer twice, and no Atom id twice (RFC 4287, 4.1.1)', async () => {
    const again = grant(6, { customerId: 'c-2', terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-2'] } });
    service.authorization.others.push(again);
    const feed = await read(BULK);
    service.authorization.others.pop();
    const entries = feed.split(/(?=<entry>)/).slice(1);
    const ids = entries.map((entry) => /<id>([^<]+)</.exec(entry)![1]!);
    expect(new Set(ids).size).toBe(ids.length);
    const pathsUnder = ({ authorizationId }: AuthorizationView): string[] =>
      [...feed.matchAll(/<link rel="self" href="([^"]+)"/g)]
        .map(([, href]) => href!)
        .filter((href) => href.includes(authorizationId))
        .map((href) => href.replace(authorizationId, ''));
    expect(pathsUnder(again)).toHaveLength(SAMPLE_DAYS.length + 2);
    expect(pathsUnder(again)).toEqual(pathsUnder(OTHERS[0]!));
  });

  it('can be had compressed: the same text, and of each part the log tells as many bytes of it', async () => {
    const fetched = async (coding: string): Promise<{ text: string; parts: unknown }> => {
      service.authorization.recorded.length = 0;
      const headers = { authorization: 'Bearer token-client', 'accept-encoding': coding };
      const answer = await fetch(`${service.url}/DataCustodian/espi/1_1/resource${BULK}`, { headers });
      expect(answer.headers.get('content-encoding') ?? 'identity').toBe(coding);
      const body = await answer.text();
      const ids = service.authorization.recorded.map(({ releaseId }) => releaseId);
      const parts = await service.database.dataSource.query(
        'SELECT authorization_id, end_state, bytes::int FROM access_log WHERE release_id = ANY($1) ORDER BY authorization_id',
        [ids],
      );
      return { text: body, parts };
    };
    const [plain, zipped] = [await fetched('identity'), await fetched('gzip')];
    expect(zipped).toEqual(plain);
    expect(plain.parts).toHaveLength(3);
    expect(plain.text.endsWith('</feed>\n')).toBe(true);
  });

  it('tells no change in its date that came while it was made: who asks for what is newer misses nothing', async () => {
    const log = new MeterLog();
    for (let i = 0; i < 100; i++) log.completed('i-0');
    const day = SAMPLE_DAYS[0]!;
    const correction = [log.blocks('i-3', 3000, [['up-3', day, dayReadings(day, () => 7)]]), log.completed('i-3')];
    let corrected: Promise<void> | undefined;
    service.authorization.decide = async (release) => {
      await (corrected ??= project(service, correction));
      return AuthorizationStandIn.record(release);
    };
    const feed = await read(BULK);
    const since = /<updated>([^<]+)</.exec(feed)![1]!;
    const newer = readingsOf(await read(`${BULK}?updated-min=${since}`));
    expect(newer.filter(({ value }) => value === 7).map(({ start }) => start)).toEqual(dayReadings(day, () => 7).map(({ start }) => start));
  });

  it('answers 503 when the first parts cannot be recorded, and is cut short without an end when later ones cannot', async () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      grant(3, { authorizationId: `11111111-0000-4000-8000-${String(i).padStart(12, '0')}` }),
    );
    const failing = (id: string): void => {
      service.authorization.decide = (release) =>
        release.authorizationId === id
          ? Promise.reject(new ProblemError('unavailable', 'no answer'))
          : AuthorizationStandIn.record(release);
    };
    service.authorization.others.push(...many);
    failing(AUTHORIZATION.authorizationId);
    const early = await service.get(BULK, 'token-client');
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
    failing(many.at(-1)!.authorizationId);
    await expect(service.get(BULK, 'token-client').then((response) => response.text())).rejects.toThrow();
    const open = "SELECT 1 FROM access_log WHERE end_state = 'started'";
    for (let i = 0; i < 50 && (await service.database.dataSource.query<unknown[]>(open)).length > 0; i++) await wait(100);
    expect(await service.database.dataSource.query(open)).toEqual([]);
    service.authorization.others.splice(-many.length);
  });
});
