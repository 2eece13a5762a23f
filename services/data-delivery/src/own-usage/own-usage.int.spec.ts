import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  requestSubject,
  SELF_ACCESS_THIRD_PARTY_ID,
  type OwnUsage,
  type OwnUsageRequests,
  type ReplyEnvelope,
} from '@greenledger/contracts';
import { checkFeed, findingText } from '@greenledger/espi';
import { connectNats, type NatsConnection } from '@greenledger/messaging';
import { validateEspi, schemaIsHere } from '@greenledger/testing/espi-schema';
import { readingsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { RunningService } from '../testing/running-service.js';
import { DELIVERED, loadManyChannels, project } from '../testing/sample-data.js';
import { randomUUID } from 'node:crypto';

const service = new RunningService();
const log = new MeterLog();
let connection: NatsConnection;
const FROM = Date.parse('2025-11-01T07:00:00Z') / 1000;
const OWN: OwnUsage = { customerId: 'c-1', usagePointIds: ['up-1', 'up-2'], start: FROM, end: FROM + 10 * 86_400 };
/** Readings five minutes apart: more than one part. */
const DAYS = Array.from({ length: 100 }, (_, i) => new Date(Date.UTC(2025, 0, 10 + i)).toISOString().slice(0, 10));
const FIVE_MINUTES = { ...DELIVERED, intervalLength: 300 };
const fiveMinutes = (day: string) =>
  dayReadings(day, () => 0).flatMap(({ start }) =>
    Array.from({ length: 12 }, (_, i) => ({ start: start + i * 300, value: (start / 300 + i) % 1000, quality: 17 })),
  );

beforeAll(async () => {
  await service.start();
  await loadManyChannels(service, log);
  await project(service, [
    log.usagePoint('up-3', [
      { customerId: 'c-1', from: 0, to: FROM - 200 * 86_400 },
      { customerId: 'c-2', from: FROM - 200 * 86_400, to: null },
    ]),
    log.blocksOf(
      'i-2',
      1000,
      'up-3',
      FIVE_MINUTES,
      DAYS.map((day) => [day, fiveMinutes(day)]),
    ),
  ]);
  connection = await connectNats(service.nats.credentials('portal'));
});
afterAll(async () => {
  await connection?.close();
  await service.stop();
});

/** Asks as the portal does, under its NATS user; a problem is thrown as it came. */
async function ask<O extends keyof OwnUsageRequests>(
  operation: O,
  data: OwnUsageRequests[O]['request'],
): Promise<OwnUsageRequests[O]['reply']> {
  const message = await connection.request(requestSubject(operation), JSON.stringify({ id: randomUUID(), data }), { timeout: 10_000 });
  const { response } = message.json<{ response: ReplyEnvelope<O> }>();
  if ('problem' in response) throw response.problem;
  return response.reply;
}

async function file(own: OwnUsage, form: 'atom' | 'csv'): Promise<{ text: string; parts: number; downloadId: string }> {
  const downloadId = randomUUID();
  let text = '';
  for (let part = 0, bytesBefore = 0; ; part++) {
    const reply = await ask('data-delivery.render-own-usage', { ...own, form, downloadId, part, bytesBefore });
    const piece = gunzipSync(Buffer.from(reply.gzip, 'base64')).toString();
    expect(Buffer.byteLength(piece)).toBe(reply.bytes);
    text += piece;
    bytesBefore += reply.bytes;
    if (reply.last) return { text, parts: part + 1, downloadId };
  }
}

describe('a customer’s own data', () => {
  it('are the feed that a company would get: valid, and with the same readings', async () => {
    const { text } = await file(OWN, 'atom');
    if (schemaIsHere) validateEspi(text);
    expect(checkFeed(text, []).map(findingText)).toEqual([]);
    expect(readingsOf(text).length).toBeGreaterThan(200);
    const csv = (await file(OWN, 'csv')).text.trimEnd().split('\r\n').slice(1);
    expect(csv.map((line) => Number(line.split(',')[10]))).toEqual(readingsOf(text).map(({ value }) => value));
  });

  it('fit together from many parts, and end where the customer moved out', async () => {
    const own = { ...OWN, usagePointIds: ['up-3'], start: 0 };
    const { text, parts } = await file(own, 'atom');
    expect(parts).toBeGreaterThan(1);
    if (schemaIsHere) validateEspi(text);
    const readings = readingsOf(text);
    expect(Math.max(...readings.map(({ start }) => start))).toBe(FROM - 200 * 86_400 - 300);
    expect(new Set(readings.map(({ start }) => start)).size).toBe(readings.length);
    const after = await file({ ...own, customerId: 'c-2' }, 'atom');
    expect(readings.length + readingsOf(after.text).length).toBe(DAYS.length * 288 - 12);
    const { text: lines } = await file(own, 'csv');
    expect(lines.match(/subscription,/g)).toHaveLength(1);
    expect(lines.trimEnd().split('\r\n')).toHaveLength(readings.length + 1);
  });

  it('break off when data came between two parts: the rest would not fit to what is sent', async () => {
    const own = { ...OWN, usagePointIds: ['up-3'], start: 0, form: 'csv' as const, downloadId: randomUUID() };
    const { bytes, plan } = await ask('data-delivery.render-own-usage', { ...own, part: 0, bytesBefore: 0 });
    const next = { ...own, part: 1, bytesBefore: bytes, ...(plan !== undefined && { plan }) };
    const before = '2025-01-09';
    await project(service, [log.blocksOf('i-3', 3000, 'up-3', FIVE_MINUTES, [[before, fiveMinutes(before)]])]);
    await expect(ask('data-delivery.render-own-usage', next)).rejects.toMatchObject({ code: 'conflict' });
    const rows = await service.database.dataSource.query('SELECT end_state, bytes::int FROM access_log WHERE release_id = $1', [
      next.downloadId,
    ]);
    expect(rows).toEqual([{ end_state: 'failed', bytes }]);
  });

  it('are noted in the access log as the customer’s own access, and are no release', async () => {
    service.authorization.recorded.length = 0;
    const { text, downloadId } = await file(OWN, 'csv');
    const rows = await service.database.dataSource.query(
      'SELECT third_party_id, resource, end_state, bytes::int FROM access_log WHERE release_id = $1',
      [downloadId],
    );
    const third_party_id = SELF_ACCESS_THIRD_PARTY_ID;
    expect(rows).toEqual([{ third_party_id, resource: 'DownloadMyData', end_state: 'complete', bytes: Buffer.byteLength(text) }]);
    expect(service.authorization.recorded).toEqual([]);
  });

  it('are summed by local day', async () => {
    const { channels } = await ask('data-delivery.summarize-own-usage', { ...OWN, usagePointIds: ['up-1'] });
    const delivered = channels.find(({ readingTypeKey }) => readingTypeKey === '1.1.4.12.72.0.3600')!;
    const sum = (hours: number): number => Array.from({ length: hours }, (_, hour) => 100 + hour).reduce((a, b) => a + b, 0);
    expect(delivered.days).toEqual([
      { day: '2025-11-01', readings: 24, sum: sum(24) },
      { day: '2025-11-02', readings: 25, sum: sum(25) },
      { day: '2025-11-03', readings: 24, sum: sum(24) },
    ]);
  });

  describe('of a service with a known tariff', () => {
    const own = { ...OWN, usagePointIds: ['up-4'] };
    const price = (amount: number) => ({ amount, currency: 840, uom: 72, per: 1_000 });
    const period = (rank: number, tou: number, name: string | null, fromMinute: number, toMinute: number, cents: number) => ({
      ...{ rank, tou, name, fromMinute, toMinute, price: price(cents * 1_000_000) },
      ...{ months: [], days: 'all' as const, dates: [] },
    });
    beforeAll(() =>
      project(service, [
        log.usagePoint('up-4', [{ customerId: 'c-1', from: 0, to: null }]),
        // The calendar begins on the second day: nothing is known of the first.
        log.rates('up-4', [{ tariff: 'E-TOU', from: 0, to: null }]),
        log.tariffCalendar('E-TOU', [period(1, 1, 'Peak', 16 * 60, 21 * 60, 50), period(2, 2, null, 0, 1_440, 30)], '2025-11-03'),
        ...[DELIVERED, { ...DELIVERED, flowDirection: 4 }].map((type) =>
          log.blocksOf(
            'i-4',
            1000,
            'up-4',
            type,
            ['2025-11-01', '2025-11-03'].map((day) => [day, dayReadings(day, () => 1_000)]),
          ),
        ),
      ]),
    );

    it('are summed by time of use too, with what they cost', async () => {
      const { channels } = await ask('data-delivery.summarize-own-usage', own);
      const of = (key: string) => channels.find(({ readingTypeKey }) => readingTypeKey === key)!;
      expect(of('1.1.4.12.72.0.3600')).toEqual({
        ...{ usagePointId: 'up-4', readingTypeKey: '1.1.4.12.72.0.3600', currency: 840 },
        days: [
          { day: '2025-11-01', readings: 24, sum: 24_000 },
          { day: '2025-11-03', readings: 24, sum: 24_000, cost: 820_000 },
        ],
        timesOfUse: [
          { tou: 1, name: 'Peak', readings: 5, sum: 5_000, cost: 250_000 },
          { tou: 2, name: null, readings: 19, sum: 19_000, cost: 570_000 },
        ],
      });
      // The price is of what is delivered: net energy has times of use, and no cost.
      expect(of('1.4.4.12.72.0.3600').currency).toBeUndefined();
      expect(of('1.4.4.12.72.0.3600').timesOfUse).toEqual([
        { tou: 1, name: 'Peak', readings: 5, sum: 5_000 },
        { tou: 2, name: null, readings: 19, sum: 19_000 },
      ]);
    });

    it('have times of use and costs in both files, and the ReadingType of that currency once', async () => {
      const { text } = await file(own, 'atom');
      if (schemaIsHere) validateEspi(text);
      expect(
        checkFeed(text, [12])
          .map(findingText)
          .filter((finding) => !/cost|currency/.test(finding)),
      ).toEqual([]);
      expect(text.match(/<espi:cost>/g)).toHaveLength(24);
      expect(text.match(/<espi:currency>840<\/espi:currency>/g)).toHaveLength(1);
      const type = /<espi:ReadingType>/g;
      expect(text.match(type)).toHaveLength(2);
      const [head, ...lines] = (await file(own, 'csv')).text.trimEnd().split('\r\n');
      const at = head!.split(',').indexOf('cost');
      expect(lines.map((line) => line.split(',')[at]).filter((cost) => cost === '50000')).toHaveLength(5);
    });
  });

  it.each(['summarize', 'render'])('are nobody else’s (%s)', async (what) => {
    const own = { ...OWN, customerId: 'c-9' };
    const rest = { form: 'csv', downloadId: randomUUID(), part: 0, bytesBefore: 0 } as const;
    const asked =
      what === 'render' ? ask('data-delivery.render-own-usage', { ...own, ...rest }) : ask('data-delivery.summarize-own-usage', own);
    await expect(asked).rejects.toMatchObject({ code: 'usage-point-not-held' });
  });
});
