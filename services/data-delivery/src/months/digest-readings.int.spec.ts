import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox } from '@greenledger/messaging';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import pg from 'pg';
import { migrations } from '../persistence/migrations/index.js';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { compact } from './compaction.js';
import { digestReadings, type DigestedReadings } from './digest-readings.js';

const DAY = '2025-11-02';

describe('digests of stored readings', () => {
  let database: TestDatabase;
  const log = new MeterLog();
  const apply = (point: string, fileTime: number, value: number | null): Promise<void> =>
    database.dataSource.transaction((manager) =>
      new MeterLogProjection(new Outbox(database.dataSource, 'data-delivery')).apply(
        [log.blocks('i-1', fileTime, [[point, DAY, dayReadings(DAY, (hour) => (hour === 0 ? null : value))]])],
        manager,
      ),
    );
  const digests = async (): Promise<DigestedReadings[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const all: DigestedReadings[] = [];
      for await (const digested of digestReadings(client)) all.push(digested);
      return all;
    } finally {
      await client.end();
    }
  };
  beforeAll(async () => {
    database = await testDatabase('data-delivery', migrations);
  });
  afterAll(() => database?.drop());

  it('are those of what is stored: the same for the same files, compacted or not, others for another version or file time', async () => {
    for (const point of ['a', 'b', 'c']) await apply(point, 1_000, 1);
    await apply('b', 2_000, 2);
    await apply('c', 3_000, 1);
    await apply('d', 1_000, 1);
    const before = await digests();
    expect(before.map(({ usagePointId, readings, versions }) => [usagePointId, readings, versions])).toEqual([
      ['a', 24, 1],
      ['b', 24, 2],
      ['c', 24, 1],
      ['d', 24, 1],
    ]);
    const [a, b, c, d] = before.map(({ digest }) => digest);
    expect(new Set([a, b, c]).size).toBe(3);
    expect(d).toBe(a);
    await compact(database.dataSource, { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 });
    expect(await digests()).toEqual(before);
  });
});
