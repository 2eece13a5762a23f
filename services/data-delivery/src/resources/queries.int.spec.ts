import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { blockIdsOf, blocksOf, readingsOf } from '../testing/feed-text.js';
import { dayReadings, type MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { DELIVERED, loadManyChannels, project, REGISTER } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
let log: MeterLog;

const text = async (path: string): Promise<string> => {
  const response = await service.get(path, 'token-access');
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

/** A request whose body is left as it came over the wire. */
function raw(path: string, headers: Record<string, string>): Promise<{ response: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = get(service.url + BASE + path, { headers: { authorization: 'Bearer token-access', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ response, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
  });
}

beforeAll(async () => {
  await service.start();
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
  service.authorization.token('token-access', 'access');
  log = await loadManyChannels(service);
});
afterAll(() => service.stop());
afterEach(() => {
  service.authorization.recorded.length = 0;
});

describe('paging', () => {
  it.each(['max-results', 'depth'])('walks the whole by the links "next" of %s, losing and repeating nothing', async (parameter) => {
    const whole = blockIdsOf(await text(BATCH));
    expect(whole).toHaveLength(18);
    const seen: string[] = [];
    let path: string | undefined = `${BATCH}?${parameter}=4`;
    while (path !== undefined) {
      const response: Response = await service.get(path, 'token-access');
      seen.push(...blockIdsOf(await response.text()));
      const link: string | null = response.headers.get('link');
      path =
        link === null ? undefined : /<https:\/\/utility\.example\/DataCustodian\/espi\/1_1\/resource([^>]*)>; rel="next"/.exec(link)![1];
      expect(seen.length).toBeLessThanOrEqual(18);
    }
    expect(seen).toEqual(whole);
  });

  it('goes on behind the same block although an earlier one came meanwhile', async () => {
    const first = await service.get(`${BATCH}?max-results=2`, 'token-access');
    const before = blockIdsOf(await first.text());
    const next = /resource([^>]*)>/.exec(first.headers.get('link')!)![1]!;
    const rest = blockIdsOf(await text(next.replace('max-results=2', 'max-results=100')));
    await project(service, [log.blocksOf('i-2', 2000, 'up-1', REGISTER, [['2025-10-01', dayReadings('2025-10-01', () => 1).slice(0, 1)]])]);
    expect(blockIdsOf(await text(next.replace('max-results=2', 'max-results=100')))).toEqual(rest);
    expect(blockIdsOf(await text(BATCH)).filter((id) => ![...before, ...rest].includes(id))).toHaveLength(1);
  });

  it('pages collections by their own entries', async () => {
    const usagePoints = `/Subscription/${AUTHORIZATION.authorizationId}/UsagePoint`;
    const entries = (feed: string): number => feed.split('<entry>').length - 1;
    expect(entries(await text(usagePoints))).toBe(2);
    expect(entries(await text(`${usagePoints}?max-results=1`))).toBe(1);
    expect(await text(`${usagePoints}?start-index=2`)).toContain('Gas service');
    expect(entries(await text(`${usagePoints}?max-results=0`))).toBe(0);
    expect(entries(await text('/ReadingType?max-results=4&start-index=4'))).toBe(3);
  });

  it('takes the window as whole seconds since 1970, and names it in the standard form', async () => {
    const window = { 'published-min': '2025-11-02T07:00:00Z', 'published-max': '2025-11-03T08:00:00Z' };
    const query = new URLSearchParams(window).toString().replaceAll('%3A', ':');
    const seconds = Object.entries(window).map(([name, time]) => `${name}=${Date.parse(time) / 1000}`);
    const feed = await text(`${BATCH}?${seconds.join('&')}`);
    expect(readingsOf(feed).length).toBeGreaterThan(0);
    expect(readingsOf(feed).length).toBeLessThan(readingsOf(await text(BATCH)).length);
    expect(feed).toBe(await text(`${BATCH}?${query}`));
    expect(feed).toContain(query.replace('&', '&amp;'));
  });

  it.each([
    ['max-results', 'All'],
    ['start-index', 'All'],
    ['start-index', '0'],
    ['depth', 'All'],
    ['published-min', 'All'],
    ['published-min', '03/01/2016'],
    ['published-max', '03/01/2016'],
    ['updated-min', 'All'],
    ['updated-max', '03/01/2016'],
    ['asOf', 'now'],
    ['start-after', 'urn:uuid:00000000-0000-5000-8000-000000000000'],
  ])('refuses %s=%s and names it (QRY002)', async (parameter, value) => {
    const response = await service.get(`${BATCH}?${parameter}=${encodeURIComponent(value)}`, 'token-access');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-parameter', parameter, detail: expect.stringContaining(parameter) });
    expect(service.authorization.recorded).toEqual([]);
  });
});

describe('changes and earlier knowledge', () => {
  it('shows by updated-min what changed since, and by asOf what was known before', async () => {
    const before = await text(BATCH);
    const cursor = /<updated>([^<]+)</.exec(before)![1]!;
    const corrected = dayReadings('2025-11-03', (hour) => 100 + hour, 19).map((reading, i) =>
      i === 3 ? { ...reading, value: 777 } : reading,
    );
    await project(service, [log.blocksOf('i-3', 3000, 'up-1', DELIVERED, [['2025-11-03', corrected]])]);
    const changed = await text(`${BATCH}?updated-min=${cursor}`);
    const after = /<updated>([^<]+)</.exec(changed)![1]!;
    expect(after > cursor).toBe(true);
    // The cursor is of whole seconds and includes its own, so what was seen last may come once more; the correction must.
    expect(readingsOf(changed).some(({ value }) => value === 777)).toBe(true);
    expect(blocksOf(changed).length).toBeLessThan(blocksOf(before).length);
    const next = new Date(Date.parse(after) + 1000).toISOString().replace('.000Z', 'Z');
    expect(blocksOf(await text(`${BATCH}?updated-min=${next}`))).toEqual([]);
    const known = await text(`${BATCH}?asOf=${cursor}`);
    expect(readingsOf(known)).toEqual(readingsOf(before));
    expect(readingsOf(await text(BATCH)).filter(({ value }) => value === 777)).toHaveLength(1);
  });

  it('keeps the id of a corrected block and moves its updated', async () => {
    const idAndDates = (feed: string): string[][] =>
      feed
        .split(/(?=<entry>)/)
        .filter((entry) => entry.includes('<espi:value>777<') || entry.includes('Readings of 2025-11-03'))
        .map((entry) => ['id', 'published', 'updated'].map((name) => new RegExp(`<${name}>([^<]+)<`).exec(entry)![1]!));
    const now = idAndDates(await text(BATCH));
    const then = idAndDates(await text(`${BATCH}?asOf=2026-01-01T00:00:10Z`));
    expect(now.map(([id]) => id)).toEqual(then.map(([id]) => id));
    expect(now.filter(([, published, updated]) => published !== updated)).toHaveLength(1);
  });
});

describe('conditional requests', () => {
  it('answers 304 to the ETag it gave, and records nothing for it', async () => {
    const first = await service.get(BATCH, 'token-access');
    await first.text();
    const etag = first.headers.get('etag')!;
    expect(service.authorization.recorded).toHaveLength(1);
    const conditions: Record<string, string>[] = [
      { 'if-none-match': etag },
      { 'if-none-match': `"x", W/${etag}` },
      { 'if-modified-since': first.headers.get('last-modified')! },
    ];
    for (const headers of conditions) {
      const { response, body } = await raw(BATCH, { 'accept-encoding': 'gzip', ...headers });
      expect([response.statusCode, body.length]).toEqual([304, 0]);
      expect(response.headers.etag).toBe(etag);
    }
    expect(service.authorization.recorded).toHaveLength(1);
  });

  it('gives another ETag for other data, another query and another coding', async () => {
    const tag = async (path: string, coding = 'identity'): Promise<string> =>
      (await raw(path, { 'accept-encoding': coding })).response.headers.etag!;
    const [whole, zipped, page] = [await tag(BATCH), await tag(BATCH, 'gzip'), await tag(`${BATCH}?max-results=1`)];
    await project(service, [log.blocksOf('i-4', 4000, 'up-1', DELIVERED, [['2025-11-01', dayReadings('2025-11-01', () => 5)]])]);
    expect(new Set([whole, zipped, page, await tag(BATCH)]).size).toBe(4);
    const { response } = await raw(BATCH, { 'if-none-match': whole });
    expect(response.statusCode).toBe(200);
  });

  it('tells HEAD what GET would say', async () => {
    const head = await service.get(BATCH, 'token-access', 'HEAD');
    const whole = await service.get(BATCH, 'token-access');
    await whole.text();
    for (const name of ['etag', 'last-modified', 'vary', 'content-type', 'content-encoding'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    expect(head.headers.get('content-length')).toBeNull();
    expect(service.authorization.recorded).toHaveLength(1);
  });

  it('does not answer 304 when the grant no longer holds', async () => {
    const { response } = await raw(BATCH, {});
    const ended = await raw(BATCH, { 'if-none-match': response.headers.etag!, authorization: 'Bearer ended' });
    expect(ended.response.statusCode).toBe(401);
  });
});

describe('content coding', () => {
  it('is the client’s choice, says what it varies by, and changes no byte', async () => {
    const plain = await raw(BATCH, { 'accept-encoding': 'identity' });
    const gzip = await raw(BATCH, { 'accept-encoding': 'gzip,deflate' });
    const brotli = await raw(BATCH, { 'accept-encoding': 'gzip;q=0.5, deflate, br' });
    const either = await raw(BATCH, { 'accept-encoding': 'gzip, deflate, br' });
    expect(plain.response.headers['content-encoding']).toBeUndefined();
    expect(gzip.response.headers['content-encoding']).toBe('gzip');
    expect(brotli.response.headers['content-encoding']).toBe('br');
    expect(either.response.headers['content-encoding']).toBe('gzip');
    expect(either.body.equals(gzip.body)).toBe(true);
    for (const { response } of [plain, gzip, brotli]) expect(response.headers.vary).toBe('accept, accept-encoding');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(gzip.body.length).toBeLessThan(plain.body.length / 5);
  });
});
