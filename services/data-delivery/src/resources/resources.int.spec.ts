import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox } from '@greenledger/messaging';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';

const service = new RunningService();
const FEED = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const log = new MeterLog();
const count = (text: string, part: string): number => text.split(part).length - 1;
const code = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

beforeAll(async () => {
  await service.start();
  const projection = new MeterLogProjection(new Outbox(service.database.dataSource, 'data-delivery'));
  const days = ['2025-03-08', '2025-03-09', '2025-03-10', '2025-11-02'];
  const readings = days.map((day) =>
    dayReadings(day, (hour) => (day === '2025-03-10' && hour === 3 ? null : hour), day === '2025-03-08' ? 8 : 17),
  );
  const entries = [
    log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]),
    log.blocks(
      'i-1',
      1000,
      days.map((day, i) => ['up-1', day, readings[i]!]),
    ),
    log.completed('i-1'),
  ];
  await service.database.dataSource.transaction((manager) => projection.apply(entries, manager));
});
afterAll(() => service.stop());
afterEach(() => {
  service.authorization.recorded.length = 0;
  service.authorization.decide = AuthorizationStandIn.record;
});

(schemaIsHere ? it : it.skip)(
  schemaIsHere ? 'every document is valid ESPI 4.0' : 'ESPI schemas are not beside this checkout: documents not validated',
  async () => {
    const documents = [
      await service.get(FEED, 'token-access'),
      await service.get(`${FEED}?published-min=2030-01-01T00:00:00Z`, 'token-access'),
      await service.get('/Authorization', 'token-client'),
      await service.get(`/Authorization/${AUTHORIZATION.authorizationId}`, 'token-client'),
      await service.get(`/ApplicationInformation/${COMPANY.applicationInformationId}`, 'token-registration'),
      await service.get('/ReadServiceStatus', 'token-client'),
    ];
    for (const document of documents) {
      expect(document.status).toBe(200);
      validateEspi(await document.text());
    }
    expect(() => validateEspi('<espi:ServiceStatus xmlns:espi="http://naesb.org/espi"/>')).toThrow();
  },
);

describe('Batch/Subscription', () => {
  it('gives days of 23 and 25 hours, leaves out what has no value, and marks quality where it departs', async () => {
    const response = await service.get(FEED, 'token-access');
    const feed = await response.text();
    expect(response.headers.get('content-type')).toContain('application/atom+xml');
    expect(response.headers.get('release-id')).toBe(service.authorization.recorded[0]!.releaseId);
    expect(feed).toContain('<espi:duration>82800</espi:duration>');
    expect(feed).toContain('<espi:duration>90000</espi:duration>');
    expect(count(feed, '<espi:IntervalReading>')).toBe(24 + 23 + 23 + 25);
    expect(count(feed, '<espi:quality>8</espi:quality>')).toBe(24);
    expect(count(feed, '<espi:ReadingQuality>')).toBe(24);
    expect(service.authorization.recorded[0]!.counts).toEqual({ usagePoints: 1, blocks: 4, readings: 95 });
    expect(feed).not.toContain('up-1');
    expect(feed).not.toContain('tp-1');
    // A word of its own: within a UUID these characters may well follow one another.
    expect(feed).not.toMatch(/\bc-1\b/);
  });

  it('gives the same bytes and digest twice', async () => {
    const first = await (await service.get(FEED, 'token-access')).text();
    const second = await (await service.get(`${FEED}/`, 'token-access')).text();
    expect(second).toBe(first);
    const [one, two] = service.authorization.recorded;
    expect(two!.manifestDigest).toBe(one!.manifestDigest);
    expect(two!.releaseId).not.toBe(one!.releaseId);
  });

  it('gives n - 2 blocks from the second to the last but one (QRY001), and part of a block where the window cuts it', async () => {
    const window = 'published-min=2025-03-09T08:00:00Z&published-max=2025-03-11T07:00:00Z';
    const feed = await (await service.get(`${FEED}?${window}`, 'token-access')).text();
    expect(count(feed, '<espi:IntervalBlock>')).toBe(2);
    const cut = await (await service.get(`${FEED}?published-min=2025-11-02T10:30:00Z`, 'token-access')).text();
    expect(count(cut, '<espi:IntervalReading>')).toBe(21);
    expect(count(cut, '<espi:UsagePoint>')).toBe(1);
    const recorded = service.authorization.recorded[1]!;
    expect(recorded.counts.readings).toBe(21);
    expect(recorded.window).toEqual({ start: Date.UTC(2025, 10, 2, 11) / 1000, end: Date.UTC(2025, 10, 3, 8) / 1000 });
  });

  it('pages without losing or repeating a block', async () => {
    const whole = await (await service.get(FEED, 'token-access')).text();
    const blocks = (feed: string): string[] => [...feed.matchAll(/<espi:interval>.*?<\/espi:interval>/g)].map(([text]) => text);
    const pages = [];
    for (const start of [1, 4]) pages.push(await (await service.get(`${FEED}?max-results=3&start-index=${start}`, 'token-access')).text());
    expect(pages.flatMap(blocks)).toEqual(blocks(whole));
  });

  it('waits for the record of the release before its first byte', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    service.authorization.decide = async (release) => {
      await gate;
      return AuthorizationStandIn.record(release);
    };
    let answered = false;
    const answer = service.get(FEED, 'token-access').finally(() => (answered = true));
    while (service.authorization.recorded.length === 0) await wait(10);
    await wait(200);
    expect(answered).toBe(false);
    expect(await service.database.dataSource.query("SELECT 1 FROM access_log WHERE end_state = 'started'")).toEqual([]);
    open();
    expect((await answer).status).toBe(200);
  });

  it('asks again with the same releaseId when the reply is lost', async () => {
    service.authorization.decide = (release) =>
      service.authorization.recorded.length === 1 ? new Promise(() => undefined) : AuthorizationStandIn.record(release);
    const response = await service.get(FEED, 'token-access');
    expect(response.status).toBe(200);
    await response.text();
    const ids = service.authorization.recorded.map(({ releaseId }) => releaseId);
    expect(ids).toEqual([response.headers.get('release-id'), response.headers.get('release-id')]);
  });

  it('answers HEAD without a release', async () => {
    const response = await service.get(FEED, 'token-access', 'HEAD');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(service.authorization.recorded).toEqual([]);
  });

  it('sends no byte of data when the release is refused', async () => {
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'The authorization was revoked.' });
    const response = await service.get(FEED, 'token-access');
    expect(response.status).toBe(403);
    expect(response.headers.get('release-id')).toBeNull();
    expect(await response.json()).toMatchObject({ code: 'release-refused', reason: 'authorization-revoked' });
  });

  it('ends the work when the client leaves, and gives every connection back', async () => {
    await loadYears();
    const request = get(service.url + BASE + FEED, { headers: { authorization: 'Bearer token-access' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const releaseId = response.headers['release-id'];
    response.destroy();
    const state = async (): Promise<string> => {
      const rows = await service.database.dataSource.query('SELECT end_state FROM access_log WHERE release_id = $1', [releaseId]);
      // The first byte does not wait for the note that it is being sent.
      return (rows as { end_state: string }[])[0]?.end_state ?? 'started';
    };
    for (let i = 0; i < 50 && (await state()) === 'started'; i++) await wait(100);
    expect(await state()).toBe('aborted');
    // More requests than the pool has connections: none may be missing.
    const answers = await Promise.all(Array.from({ length: 12 }, () => service.get(`${FEED}?max-results=1`, 'token-access')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await Promise.all(answers.map((answer) => answer.text()));
  });

  it('holds little for twenty readers that do not read', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const requests = Array.from({ length: 20 }, () =>
      get(service.url + BASE + FEED, { headers: { authorization: 'Bearer token-access' } }),
    );
    const responses = await Promise.all(requests.map(async (request) => (await once(request, 'response'))[0] as IncomingMessage));
    await wait(1_000);
    // Each feed is of more than 10 MB, of which the kernel takes some; the rest must not wait in our memory.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    for (const response of responses) response.destroy();
  });
});

/** A feed that no socket buffer can hold. */
async function loadYears(): Promise<void> {
  const days = Array.from({ length: 2_400 }, (_, i) => new Date(Date.UTC(2023, 11, 1 + i)).toISOString().slice(0, 10));
  const projection = new MeterLogProjection(new Outbox(service.database.dataSource, 'data-delivery'));
  const entry = log.blocks(
    'i-2',
    900,
    days.map((day) => ['up-1', day, dayReadings(day, (hour) => hour * 1000)]),
  );
  await service.database.dataSource.transaction((manager) => projection.apply([entry], manager));
}

describe('who may read what', () => {
  it.each([
    [`${FEED}0`, 'token-access'],
    [FEED.slice(0, -1), 'token-access'],
    ['/ApplicationInformation/other', 'token-registration'],
  ])('%s is not the resource of %s', async (path, token) => {
    const response = await service.get(path, token);
    expect(response.status).toBe(403);
    expect(await code(response)).toBe('not-your-resource');
  });

  it('refuses a bad parameter', async () => {
    const response = await service.get(`${FEED}?published-min=All`, 'token-access');
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('invalid-parameter');
  });
});

describe('without authorization', () => {
  it('answers 503 with Retry-After and no data', async () => {
    await service.authorization.stop();
    const response = await service.get(FEED, 'token-access');
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await code(response)).toBe('unavailable');
    await service.authorization.start();
  });
});
