import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ExpectedService, type MissingReadings, type ReplyOf, requestSubject, type RequestOf } from '@greenledger/contracts';
import { connectNats, type NatsConnection } from '@greenledger/messaging';
import { localDaysOf } from '../import/local-days.js';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

const CHANNEL = '1.1.4.12.72.0.3600';
const HOUR = 3_600;
const stamp = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/[-:T]/g, '').slice(0, 12);
const zone = localDaysOf('America/Los_Angeles');
const yesterday = zone.at(zone.at(Date.now() / 1_000).start - 1);
/** Late by any measure: OVERDUE_AFTER_HOURS is 26 here. */
const before = zone.at(zone.at(yesterday.start - 1).start - 1);
const HOURS = (before.end - before.start) / HOUR;

/** data-delivery is a stand-in: of SP1 it holds the first ten hours of a day and two more that have no value, of the others nothing. */
describe('why readings are missing', () => {
  let service: RunningService;
  let connection: NatsConnection;
  const ids = new Map<string, string>();
  let importId: string;
  let asked = 0;

  const cmep = (meter: string, day: { start: number; end: number }, flag: string, from = 0): string => {
    const hours = Array.from({ length: (day.end - day.start) / HOUR - from }, (_, i) => day.start + (from + i) * HOUR);
    const sets = hours.map((start, i) => `${stamp(start + HOUR)},${i === 0 ? flag : ''},1.0`);
    return `MEPMD01,19970819,1,2,GREENBTN,SA,202602010000,${meter},OK,E,KWH,,00000100,${hours.length},${sets.join(',')},\r\n`;
  };
  const row = (i: number, installed: string): string =>
    `C${i},Customer,,en,A${i},G${i},electric,2020-01-01,,SP${i},${i} Elm Street,95014,America/Los_Angeles,E-1,M-${i},${installed},`;

  function coverage({ usagePointIds }: RequestOf<'data-delivery.list-coverage'>): ReplyOf<'data-delivery.list-coverage'> {
    const channels = [{ channel: CHANNEL, newestStart: before.start + 9 * HOUR, days: [{ day: before.day, values: 10 }] }];
    return { usagePoints: usagePointIds.map((id) => ({ usagePointId: id, channels: id === ids.get('SP1') ? channels : [] })) };
  }
  function runs({ days }: RequestOf<'data-delivery.list-runs'>): ReplyOf<'data-delivery.list-runs'> {
    asked += days.length;
    const held = days.filter(({ usagePointId, day }) => usagePointId === ids.get('SP1') && day === before.day);
    return {
      days: held.map((day) => ({
        ...day,
        runs: [
          [before.start, 10, 1],
          [before.start + 10 * HOUR, 2, 0],
        ],
      })),
    };
  }

  beforeAll(async () => {
    service = await RunningService.start({ OVERDUE_AFTER_HOURS: 26 });
    await service.settled((await service.upload('cis-extracts', extractOfRows(row(1, '2020-01-01'), row(3, yesterday.day)))).importId);
    // A flag that nobody knows in a line from noon on, and a meter that no extract holds yet.
    const file = cmep('M-1', before, 'Z9', 12) + cmep('M-2', before, '');
    ({ importId } = await service.settled((await service.upload('meter-files', file)).importId));
    await service.settled((await service.upload('cis-extracts', extractOfRows(row(2, '2020-01-01')))).importId);
    const points = await service.database.dataSource.query('SELECT id, service_point_number AS number FROM service_point');
    for (const { id, number } of points as { id: string; number: string }[]) ids.set(number, id);
    connection = await connectNats(service.nats.credentials('data-delivery'));
    const answer = <R>(subject: string, reply: (request: R) => object): void => {
      connection.subscribe(subject, {
        queue: 'data-delivery',
        callback: (_error, message) => {
          const { data, id } = message.json<{ data: R; id: string }>();
          message.respond(JSON.stringify({ id, response: { reply: reply(data) }, isDisposed: true }));
        },
      });
    };
    answer(requestSubject('data-delivery.list-coverage'), coverage);
    answer(requestSubject('data-delivery.list-runs'), runs);
    await connection.flush();
  });
  afterAll(async () => {
    await connection?.close();
    await service?.stop();
  });

  const list = async (): Promise<readonly ExpectedService[]> =>
    ((await (await service.fetch('/ingest/v1/expected?days=31')).json()) as ReplyOf<'meter-ingestion.list-expected'>).services;
  const of = async (number: string): Promise<ExpectedService> =>
    (await list()).find(({ servicePointNumber }) => servicePointNumber === number)!;
  const onDay = ({ channels }: ExpectedService, day: string): readonly MissingReadings[] =>
    channels.flatMap(({ missing }) => missing.filter((each) => each.day === day));

  it('is told by day: no value, refused with import and reason, not due', async () => {
    const first = await of('SP1');
    const noon = before.start + 12 * HOUR;
    expect(onDay(first, before.day)).toEqual([
      { day: before.day, reason: 'no-value', count: 2, from: before.start + 10 * HOUR, to: noon, refused: null },
      {
        day: before.day,
        reason: 'refused',
        count: HOURS - 12,
        from: noon,
        to: before.end,
        refused: { importId, code: 'unknown-quality-flag' },
      },
    ]);
    expect(onDay(first, yesterday.day).at(-1)).toMatchObject({ reason: 'not-due', to: yesterday.end, refused: null });
    for (const { channels } of await list()) {
      for (const { expected, received, missing } of channels) {
        const lacking = missing.filter(({ reason }) => reason !== 'not-installed').reduce((sum, { count }) => sum + count, 0);
        expect(lacking).toBe(expected! - received);
      }
    }
    expect(asked).toBeGreaterThan(0);
  });

  it('is known of a service of which nothing is stored by its refused lines, until a replay takes them', async () => {
    const second = await of('SP2');
    expect([second.state, second.channels.map(({ channel }) => channel)]).toEqual(['never', [CHANNEL]]);
    expect(onDay(second, before.day)).toMatchObject([{ reason: 'refused', count: HOURS, refused: { importId, code: 'unknown-meter' } }]);
    const replay = await service.fetch(`/ingest/v1/imports/${importId}/replay`, { method: 'POST' });
    const { importId: replayId } = (await replay.json()) as { importId: string };
    await service.settled(replayId);
    // The flag is unknown as before, to the replay too: the line counts once, where it came first.
    expect((await of('SP2')).channels).toEqual([]);
    expect(onDay(await of('SP1'), before.day)).toMatchObject([{ reason: 'no-value' }, { reason: 'refused', refused: { importId } }]);
  });

  it('is that no meter was in place before the day on which it came', async () => {
    await service.settled((await service.upload('meter-files', cmep('M-3', yesterday, 'Z9'))).importId);
    const third = await of('SP3');
    const noMeter = third.channels[0]!.missing.filter(({ reason }) => reason === 'not-installed');
    expect(noMeter.map(({ day }) => day)).toContain(before.day);
    expect(third.channels[0]!.expected).toBe((yesterday.end - yesterday.start) / HOUR);
    expect(onDay(third, yesterday.day)).toMatchObject([{ reason: 'refused', refused: { code: 'unknown-quality-flag' } }]);
  });
});
