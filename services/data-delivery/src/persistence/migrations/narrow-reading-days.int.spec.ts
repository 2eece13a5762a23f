import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packBlock, unpackBlock } from '@greenledger/contracts';
import { migrateSchema } from '@greenledger/service-kit';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import { dayNumber } from '../../projections/day-number.js';
import { readCurrentDays } from '../../projections/reading-days.js';
import { dayReadings } from '../../testing/meter-log.js';
import { migrations } from './index.js';
import { NarrowReadingDays1795449600000 } from './narrow-reading-days.js';

const DAY = '2025-11-02';

describe('the migration to narrow days', () => {
  let database: TestDatabase;
  const [first, second] = [1, 2].map((value) => dayReadings(DAY, () => value));

  beforeAll(async () => {
    database = await testDatabase('data-delivery', migrations.slice(0, migrations.indexOf(NarrowReadingDays1795449600000)));
    for (const [version, readings, fileTimes] of [
      [1, first, [25, 1_700_000_000]],
      [2, second, [3, 1_700_000_000, 20, 127, 2, 128]],
    ] as const) {
      await database.ownerDataSource.query(
        `INSERT INTO reading_day (channel_id, day, version, block, digest, file_times, value_count, first_start, last_start, recorded_at)
         VALUES (7, $1, $2, $3, 'd', $4, 25, 1, 2, '2025-11-03T01:02:03.456789Z')`,
        [DAY, version, Buffer.from(packBlock({ intervalLength: 3_600, readings: readings! })), fileTimes],
      );
    }
    await migrateSchema({ adminUrl: database.adminUrl, service: 'data-delivery', migrations });
  });
  afterAll(() => database?.drop());

  it('keeps every version with its bytes, its file times and its time of recording', async () => {
    const rows: { day: number; version: number; block: Buffer; at: string }[] = await database.dataSource.query(
      `SELECT day, version, block, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at FROM reading_day ORDER BY version`,
    );
    expect(rows.map(({ day, version, at }) => ({ day, version, at }))).toEqual([
      { day: dayNumber(DAY), version: 1, at: '2025-11-03T01:02:03.456789' },
      { day: dayNumber(DAY), version: 2, at: '2025-11-03T01:02:03.456789' },
    ]);
    expect(unpackBlock(rows[0]!.block).readings).toEqual(first);
    const current = await readCurrentDays([{ channelId: 7, day: DAY }], database.dataSource.manager);
    expect([...current.values()]).toEqual([
      {
        version: 2,
        readings: second,
        fileTimes: [
          ...Array.from({ length: 3 }, () => 1_700_000_000),
          ...Array.from({ length: 20 }, () => 127),
          ...Array.from({ length: 2 }, () => 128),
        ],
      },
    ]);
  });

  it('leaves the service the right to note a newer file time, and to change nothing else', async () => {
    await expect(database.dataSource.query(`UPDATE reading_day SET block = ''`)).rejects.toThrow('permission denied');
    await database.dataSource.query('UPDATE reading_day SET file_times = file_times');
  });
});
