import { afterAll, beforeAll, expect, it, describe } from '@jest/globals';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { readingsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, COMPANY, RunningService, BASE } from '../testing/running-service.js';
import { DELIVERED, GAS_DAILY, loadManyChannels, project, RECEIVED, REGISTER } from '../testing/sample-data.js';

const service = new RunningService();
const log = new MeterLog();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;

beforeAll(async () => {
  await service.start();
  await loadManyChannels(service, log);
  authorize(['up-1', 'up-2']);
});
afterAll(() => service.stop());

function authorize(usagePointIds: readonly string[], publishedPeriod = AUTHORIZATION.terms.publishedPeriod): void {
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds, publishedPeriod } };
  service.authorization.token('token-access', 'access');
}

const get = (path: string, accept: string, token = 'token-access', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + BASE + path, { headers: { authorization: `Bearer ${token}`, accept, ...headers } });

/** Start, value and where known the length and quality, in document order. */
interface Line {
  readonly start: number;
  readonly value: number;
}
interface JsonDocument {
  readonly resource: string;
  readonly usagePoints: {
    readonly id: string;
    readonly subscription: string;
    readonly href: string;
    readonly meterReadings: {
      readonly id: string;
      readonly readingType: object;
      readonly labels: { readonly unit: string; readonly flowDirection: string };
      readonly intervalBlocks: { readonly readings: { start: string; value: number; duration: number; quality: number }[] }[];
    }[];
  }[];
}
const seconds = (text: string): number => Date.parse(text) / 1000;

/** Reads an answer back to its readings, by a reader that shares nothing with the writer. */
const READERS: Record<string, (response: Response) => Promise<Line[]>> = {
  'application/atom+xml': async (response) => readingsOf(await response.text()),
  'application/json': async (response) => {
    const { usagePoints } = (await response.json()) as JsonDocument;
    const blocks = usagePoints.flatMap(({ meterReadings }) => meterReadings.flatMap(({ intervalBlocks }) => intervalBlocks));
    return blocks.flatMap(({ readings }) => readings.map(({ start, value }) => ({ start: seconds(start), value })));
  },
  'text/csv': async (response) => {
    const [head, ...lines] = (await response.text()).trimEnd().split('\r\n');
    const names = head!.split(',');
    return lines.map((line) => {
      const cells = line.split(',');
      expect(cells).toHaveLength(names.length);
      return { start: seconds(cells[names.indexOf('start')]!), value: Number(cells[names.indexOf('value')]) };
    });
  },
  'application/x-ndjson': async (response) =>
    (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { start: string; value: number })
      .map(({ start, value }) => ({ start: seconds(start), value })),
  'application/vnd.apache.parquet': async (response) => {
    const file = await response.arrayBuffer();
    const rows = (await parquetReadObjects({ file })) as { start: Date; value: bigint }[];
    return rows.map(({ start, value }) => ({ start: start.getTime() / 1000, value: Number(value) }));
  },
};
const FORMS = Object.keys(READERS);

describe.each([
  ['Batch/Subscription', BATCH, 'token-access'],
  ['Batch/Bulk', BULK, 'token-client'],
])('%s', (_name, path, token) => {
  it.each(FORMS)('is given as %s, recorded before it is sent', async (form) => {
    service.authorization.recorded.length = 0;
    const answer = await get(path, form, token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(form);
    expect(answer.headers.get('vary')).toBe('accept, accept-encoding');
    const lines = await READERS[form]!(answer);
    const [release, ...others] = service.authorization.recorded;
    expect(others).toEqual([]);
    expect(lines).toHaveLength(release!.counts.readings);
    expect(lines.length).toBeGreaterThan(200);
    const feed = await READERS['application/atom+xml']!(await get(path, 'application/atom+xml', token));
    expect(lines).toEqual(feed);
  });

  it.each(FORMS)('sends no byte as %s that is not on record', async (form) => {
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'it is over' });
    try {
      const answer = await get(path, form, token);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'release-refused' });
    } finally {
      service.authorization.decide = () => ({ recorded: true, releaseId: 'x', version: 2, recordedAt: '2026-01-02T00:00:00Z' });
    }
  });
});

describe('a form', () => {
  it('names its renderer in the record and has a digest and an ETag of its own', async () => {
    service.authorization.recorded.length = 0;
    const tags = [];
    for (const form of FORMS) tags.push((await get(BATCH, form)).headers.get('etag'));
    const recorded = service.authorization.recorded;
    expect(recorded.map(({ rendererVersion }) => rendererVersion)).toEqual(['espi-4.0/2', 'json/2', 'csv/3', 'ndjson/2', 'parquet/2']);
    expect(new Set(recorded.map(({ manifestDigest }) => manifestDigest)).size).toBe(FORMS.length);
    expect(new Set(tags).size).toBe(FORMS.length);
  });

  it('is answered with 304 by its own ETag only', async () => {
    const etag = (await get(BATCH, 'text/csv')).headers.get('etag')!;
    expect((await get(BATCH, 'text/csv', 'token-access', { 'if-none-match': etag })).status).toBe(304);
    expect((await get(BATCH, 'application/json', 'token-access', { 'if-none-match': etag })).status).toBe(200);
  });

  it('keeps to one usage point where the path names one', async () => {
    const { usagePoints } = (await (await get(BATCH, 'application/json')).json()) as JsonDocument;
    expect(usagePoints.map(({ subscription }) => subscription)).toEqual([AUTHORIZATION.authorizationId, AUTHORIZATION.authorizationId]);
    const one = (await (await get(`${BATCH}/UsagePoint/${usagePoints[1]!.id}`, 'application/json')).json()) as JsonDocument;
    expect(one.usagePoints).toEqual([usagePoints[1]]);
    expect(one.resource).toBe(`https://utility.example${BASE}${BATCH}/UsagePoint/${usagePoints[1]!.id}`);
    expect(one.usagePoints[0]!.meterReadings[0]!.labels).toMatchObject({ unit: 'therm', flowDirection: 'delivered' });
  });

  it('has length and quality of each reading, and no id of the house', async () => {
    const { usagePoints } = (await (await get(BATCH, 'application/json')).json()) as JsonDocument;
    expect(usagePoints[0]!.meterReadings[0]!.intervalBlocks[0]!.readings[0]).toMatchObject({ duration: 0, quality: 17 });
    expect(usagePoints[0]!.meterReadings[1]!.intervalBlocks[0]!.readings[0]).toMatchObject({ duration: 3600, quality: 19 });
    for (const form of FORMS) expect(await (await get(BATCH, form)).text()).not.toContain('up-1');
  });

  it('of a single entry or a collection stays the feed', async () => {
    const path = `/Subscription/${AUTHORIZATION.authorizationId}/UsagePoint`;
    expect((await get(path, 'application/json')).headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  });

  it('packs itself, or is compressed', async () => {
    const csv = await get(BATCH, 'text/csv', 'token-access', { 'accept-encoding': 'gzip' });
    expect(csv.headers.get('content-encoding')).toBe('gzip');
    const parquet = await get(BATCH, 'application/vnd.apache.parquet', 'token-access', { 'accept-encoding': 'gzip' });
    expect(parquet.headers.get('content-encoding')).toBeNull();
  });
});

it('every form shows the same readings, whatever was stored and whatever is asked', async () => {
  const days = ['2025-11-01', '2025-11-02', '2025-11-03'];
  const [first] = dayReadings(days[0]!, () => 0);
  const channel = fc.record({
    type: fc.constantFrom(DELIVERED, RECEIVED, GAS_DAILY, REGISTER),
    day: fc.constantFrom(...days),
    values: fc.array(fc.oneof(fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }), fc.constant(null)), { minLength: 8, maxLength: 24 }),
  });
  let run = 0;
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(channel, { minLength: 2, maxLength: 6 }),
      fc.integer({ min: -2, max: 30 }),
      fc.nat(4),
      async (files, from, page) => {
        const id = `property-${run++}`;
        await project(service, [
          log.usagePoint(id, [{ customerId: 'c-1', from: 0, to: null }]),
          ...files.map(({ type, day, values }, i) => {
            const readings = dayReadings(day, (hour) => values[hour] ?? null, 17).slice(0, values.length);
            return log.blocksOf(`${id}-i`, 1000 + i, id, type, [[day, readings]]);
          }),
        ]);
        authorize([id]);
        const min = new Date((first!.start + from * 3600) * 1000).toISOString().replace('.000', '');
        const query = `?published-min=${min}${page === 0 ? '' : `&max-results=${page}`}`;
        const feed = await READERS['application/atom+xml']!(await get(BATCH + query, 'application/atom+xml'));
        shown += feed.length;
        for (const form of FORMS) expect(await READERS[form]!(await get(BATCH + query, form))).toEqual(feed);
      },
    ),
    { numRuns: 25 },
  );
  expect(shown).toBeGreaterThan(200);
});
