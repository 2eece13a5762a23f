import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackBlock, type LogEntry, type MeterIngestionEvent } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import { migrations } from '../persistence/migrations/index.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { dayNumber } from './day-number.js';
import { MeterLogProjection } from './meter-log-projection.js';

describe('projection of the meter-ingestion log', () => {
  let database: TestDatabase;
  let outbox: Outbox;
  const log = new MeterLog();
  const apply = (...entries: LogEntry<MeterIngestionEvent>[]): Promise<void> =>
    database.dataSource.transaction((manager) => new MeterLogProjection(outbox).apply(entries, manager));
  const versions = (day: string): Promise<{ version: number; block: Buffer }[]> =>
    database.dataSource.query('SELECT version, block FROM reading_day WHERE day = $1 ORDER BY version', [dayNumber(day)]);
  const counts = async (importId: string): Promise<unknown> => {
    const { entries } = await outbox.readPage({ after: -1, limit: 100 });
    return entries.map(({ data }) => data as { importId: string; readings: unknown }).filter((data) => data.importId === importId);
  };

  beforeAll(async () => {
    database = await testDatabase('data-delivery', migrations);
    outbox = new Outbox(database.dataSource, 'data-delivery');
    await apply(log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]));
  });
  afterAll(() => database?.drop());

  it('stores a day, tells what arrived, and adds nothing when the same comes again', async () => {
    const day = '2025-11-02';
    const readings = dayReadings(day, (hour) => 100 + hour);
    await apply(log.blocks('i-1', 1000, [['up-1', day, readings]]), log.completed('i-1'));
    await apply(log.blocks('i-2', 1000, [['up-1', day, readings]]), log.completed('i-2'));
    const stored = await versions(day);
    expect(stored).toHaveLength(1);
    expect(unpackBlock(stored[0]!.block).readings).toEqual(readings);
    const span = { usagePointId: 'up-1', start: readings[0]!.start, end: readings[24]!.start + 3600 };
    expect(await counts('i-1')).toEqual([
      { importId: 'i-1', part: 0, last: true, usagePoints: [span], readings: { added: 25, corrected: 0, duplicate: 0, superseded: 0 } },
    ]);
    expect(await counts('i-2')).toEqual([
      { importId: 'i-2', part: 0, last: true, usagePoints: [], readings: { added: 0, corrected: 0, duplicate: 25, superseded: 0 } },
    ]);
  });

  it('keeps the old version of a corrected day, and lets the later file time win interval by interval', async () => {
    const day = '2025-07-04';
    const readings = dayReadings(day, () => 1);
    await apply(log.blocks('i-3', 1000, [['up-1', day, readings]]));
    await apply(log.blocks('i-4', 3000, [['up-1', day, [{ ...readings[5]!, value: 5 }]]]), log.completed('i-4'));
    await apply(log.blocks('i-5', 2000, [['up-1', day, readings.map((reading) => ({ ...reading, value: 2 }))]]), log.completed('i-5'));
    const stored = await versions(day);
    expect(stored.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(unpackBlock(stored[0]!.block).readings).toEqual(readings);
    const values = unpackBlock(stored[2]!.block).readings.map(({ value }) => value);
    expect(values).toEqual(readings.map((_, hour) => (hour === 5 ? 5 : 2)));
    expect(await counts('i-4')).toMatchObject([{ readings: { added: 0, corrected: 1, duplicate: 0, superseded: 0 } }]);
    expect(await counts('i-5')).toMatchObject([{ readings: { added: 0, corrected: 23, duplicate: 0, superseded: 1 } }]);
  });

  it('moves the file time of a confirmed value, so that an older file cannot undo it', async () => {
    const day = '2025-07-05';
    const readings = dayReadings(day, () => 1);
    await apply(log.blocks('i-6', 1000, [['up-1', day, readings]]));
    await apply(log.blocks('i-7', 3000, [['up-1', day, readings]]));
    await apply(log.blocks('i-8', 2000, [['up-1', day, readings.map((reading) => ({ ...reading, value: 9 }))]]));
    expect(await versions(day)).toHaveLength(1);
  });

  it('may not change what it wrote', async () => {
    await expect(database.dataSource.query("UPDATE reading_day SET block = ''")).rejects.toThrow('permission denied');
    await expect(database.dataSource.query('DELETE FROM reading_day')).rejects.toThrow('permission denied');
  });

  it('projects 450,000 readings and counts each of them', async () => {
    const days = Array.from({ length: 250 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));
    const entries = Array.from({ length: 75 }, (_, i) =>
      log.blocks(
        'i-9',
        1000,
        days.map((day) => [`bulk-${i}`, day, dayReadings(day, (hour) => hour)]),
      ),
    );
    for (const entry of entries) await apply(entry);
    await apply(log.completed('i-9'));
    const [told] = (await counts('i-9')) as { readings: { added: number }; usagePoints: unknown[] }[];
    expect(told!.readings.added).toBeGreaterThan(449_900);
    expect(told!.usagePoints).toHaveLength(75);
  }, 120_000);
});
