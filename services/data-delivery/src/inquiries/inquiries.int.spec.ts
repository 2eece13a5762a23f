import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readingTypeKeyText, type LogEntry, type MeterIngestionEvent } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import { migrations } from '../persistence/migrations/index.js';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { dayReadings, HOURLY, MeterLog } from '../testing/meter-log.js';
import { compareBlocks } from './compare-blocks.js';
import { listCoverage } from './list-coverage.js';
import { listRuns } from './list-runs.js';

describe('inquiries about stored readings', () => {
  let database: TestDatabase;
  const log = new MeterLog();
  const DAY = '2025-11-02';
  const readings = dayReadings(DAY, (hour) => hour);
  beforeAll(async () => {
    database = await testDatabase('data-delivery', migrations);
    const projection = new MeterLogProjection(new Outbox(database.dataSource, 'data-delivery'));
    const apply = (entry: LogEntry<MeterIngestionEvent>): Promise<void> =>
      database.dataSource.transaction((manager) => projection.apply([entry], manager));
    await apply(log.blocks('i-1', 2_000, [['up-1', DAY, readings]]));
    const gap = dayReadings('2025-11-03', (hour) => (hour < 10 ? hour : null));
    await apply(
      log.blocks('i-1', 2_000, [
        ['up-1', '2025-11-03', gap],
        ['up-1', '2025-11-05', dayReadings('2025-11-05', () => null)],
      ]),
    );
  });
  afterAll(() => database?.drop());

  const compare = (fileTime: number, ...blocks: Parameters<MeterLog['blocks']>[2]): Promise<object> =>
    compareBlocks(fileTime, log.blocks('i-2', fileTime, blocks).data.blocks, database.dataSource.manager);

  it('tells what blocks would add, correct, repeat or come too late for, by the rules of the projection, and writes nothing', async () => {
    const changed = readings.map((reading, i) => (i < 3 ? { ...reading, value: 99 } : reading));
    expect(await compare(3_000, ['up-1', DAY, changed])).toEqual({ added: 0, corrected: 3, duplicate: 22, superseded: 0 });
    expect(await compare(1_000, ['up-1', DAY, changed])).toEqual({ added: 0, corrected: 0, duplicate: 22, superseded: 3 });
    expect(await compare(3_000, ['up-1', '2025-12-01', readings], ['up-9', DAY, readings])).toEqual({
      added: 50,
      corrected: 0,
      duplicate: 0,
      superseded: 0,
    });
    // The same day twice in one request: the second follows the first.
    expect(await compare(3_000, ['up-9', DAY, readings], ['up-9', DAY, changed])).toEqual({
      added: 25,
      corrected: 3,
      duplicate: 22,
      superseded: 0,
    });
    const rows: unknown[] = await database.dataSource.query('SELECT channel_id FROM reading_day');
    expect(rows).toHaveLength(3);
    expect(await database.dataSource.query('SELECT usage_point_id FROM channel')).toHaveLength(1);
  });

  it('tells the newest value and the values of each day, without the intervals that are known to have none', async () => {
    const { usagePoints } = await listCoverage(
      { usagePointIds: ['up-1', 'up-9'], fromDay: '2025-11-01', toDay: '2025-11-30' },
      database.dataSource,
    );
    expect(usagePoints).toEqual([
      {
        usagePointId: 'up-1',
        channels: [
          {
            channel: readingTypeKeyText(HOURLY),
            newestStart: dayReadings('2025-11-03', () => 0)[9]!.start,
            days: [
              { day: DAY, values: 25 },
              { day: '2025-11-03', values: 10 },
            ],
          },
        ],
      },
      { usagePointId: 'up-9', channels: [] },
    ]);
  });

  it('tells which intervals of a day are stored, also those without a value, and of no day that is not', async () => {
    const [channel, other] = [readingTypeKeyText(HOURLY), readingTypeKeyText({ ...HOURLY, flowDirection: 19 })];
    const ask = (...days: [string, string, string][]): ReturnType<typeof listRuns> =>
      listRuns({ days: days.map(([usagePointId, kind, day]) => ({ usagePointId, channel: kind, day })) }, database.dataSource);
    const starts = (day: string): number[] => dayReadings(day, () => 0).map(({ start }) => start);
    const [third, fifth] = [starts('2025-11-03'), starts('2025-11-05')];
    const { days } = await ask(
      ['up-1', channel, '2025-11-03'],
      ['up-1', channel, '2025-11-04'],
      ['up-1', channel, '2025-11-05'],
      ['up-1', other, '2025-11-05'],
      ['up-9', channel, '2025-11-05'],
    );
    expect(days).toEqual([
      {
        usagePointId: 'up-1',
        channel,
        day: '2025-11-03',
        runs: [
          [third[0], 10, 1],
          [third[10], 14, 0],
        ],
      },
      { usagePointId: 'up-1', channel, day: '2025-11-05', runs: [[fifth[0], 24, 0]] },
    ]);
    await expect(ask(['up-1', channel, '2025-11-3'])).rejects.toMatchObject({ code: 'bad-request' });
    const many = Array.from({ length: 101 }, (): [string, string, string] => ['up-1', channel, '2025-11-05']);
    await expect(ask(...many)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it.each([
    [{ usagePointIds: [], fromDay: '2025-01-01', toDay: '2025-12-31' }],
    [{ usagePointIds: [], fromDay: '2025-01-02', toDay: '2025-01-01' }],
    [{ usagePointIds: [], fromDay: 'x', toDay: '2025-01-01' }],
    [{ usagePointIds: Array.from({ length: 201 }, String), fromDay: '2025-01-01', toDay: '2025-01-01' }],
  ])('refuses a question without bounds', async (request) => {
    await expect(listCoverage(request, database.dataSource)).rejects.toMatchObject({ code: 'bad-request' });
  });
});
