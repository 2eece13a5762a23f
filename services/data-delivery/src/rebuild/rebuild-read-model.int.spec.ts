import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogEntry, MeterIngestionEvent } from '@greenledger/contracts';
import { Outbox, RequestClient } from '@greenledger/messaging';
import { startTestNats, testDatabase, type TestDatabase, type TestNats } from '@greenledger/testing';
import { compact } from '../months/compaction.js';
import { migrations } from '../persistence/migrations/index.js';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { MeterLogOwner } from '../testing/meter-log-owner.js';
import { readOwnerLog } from './read-owner-log.js';
import { rebuildReadModel, type RebuildReport } from './rebuild-read-model.js';

const HOLDERS = [{ customerId: 'c-1', from: 0, to: null }];
const DAY = '2025-11-02';

describe('a rebuild of the read model', () => {
  let database: TestDatabase;
  let nats: TestNats;
  let owner: MeterLogOwner;
  let requests: RequestClient;
  const log = new MeterLog();
  const projection = (): MeterLogProjection => new MeterLogProjection(new Outbox(database.dataSource, 'data-delivery'));

  /** Into the log, and through the projection with its checkpoint, as the service follows it. */
  async function happen(...entries: LogEntry<MeterIngestionEvent>[]): Promise<void> {
    owner.entries.push(...(entries as LogEntry[]));
    await database.dataSource.transaction(async (manager) => {
      await manager.query(`INSERT INTO log_checkpoint (log, last_index) VALUES ('meter-ingestion', -1) ON CONFLICT DO NOTHING`);
      await manager.query(`SELECT FROM log_checkpoint WHERE log = 'meter-ingestion' FOR UPDATE`);
      await projection().apply(entries, manager);
      await manager.query(`UPDATE log_checkpoint SET last_index = $1 WHERE log = 'meter-ingestion'`, [entries.at(-1)!.logIndex]);
    });
  }
  const rebuild = (acceptDifferences = false): Promise<RebuildReport> =>
    rebuildReadModel({ adminUrl: database.adminUrl, readLog: readOwnerLog(requests), acceptDifferences, note: () => undefined });
  const look = (sql: string): Promise<Record<string, unknown>[]> => database.dataSource.query(sql);
  const everything = async (): Promise<unknown> => [
    await look('SELECT * FROM usage_point ORDER BY 1, 2'),
    await look('SELECT * FROM channel ORDER BY 1'),
    await look('SELECT * FROM reading_day ORDER BY channel_id, day, version'),
    await look('SELECT * FROM import_effect_batch ORDER BY 1, 2'),
    await look('SELECT * FROM billing_summary ORDER BY 1, 2'),
    await look('SELECT * FROM power_quality_summary ORDER BY 1, 2'),
    await look('SELECT * FROM tariff_calendar ORDER BY 1, 2, 3'),
    await look('SELECT * FROM usage_point_rate ORDER BY 1, 2'),
  ];
  const schemas = (): Promise<unknown> =>
    database.ownerDataSource.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'data_delivery_%'`);
  const day = (name: string, value: number): LogEntry<MeterIngestionEvent> =>
    log.blocks('i-1', 1_000 * value, [[name, DAY, dayReadings(DAY, () => value)]]);

  beforeAll(async () => {
    [database, nats] = await Promise.all([testDatabase('data-delivery', migrations), startTestNats()]);
    owner = new MeterLogOwner(nats.credentials('meter-ingestion'));
    await owner.start();
    requests = RequestClient.of(nats.credentials('data-delivery'));
    await happen(log.usagePoint('up-1', HOLDERS), log.usagePoint('up-2', HOLDERS, { serviceKind: 1 }));
    await happen(day('up-1', 1), day('up-2', 1), day('up-1', 2), log.completed('i-1'));
    await happen(
      log.usagePoint('up-1', HOLDERS, { tariffProfile: 'E-2' }),
      log.blocks('i-2', 9_000, [['up-2', DAY, dayReadings(DAY, () => 9)]]),
      log.bill('bill-1'),
      log.powerQuality('quality-1'),
      log.tariffCalendar('E-1', []),
      log.rates('up-1', []),
    );
  });
  afterAll(async () => {
    await requests?.close();
    await owner?.stop();
    await nats?.stop();
    await database?.drop();
  });

  it('gives the very rows again: versions, bytes, times, numbers of channels, and what an import under way has done', async () => {
    const before = await everything();
    const announced = await look('SELECT * FROM outbox');
    const report = await rebuild();
    expect(report).toMatchObject({ entries: 12, usagePoints: 2, identical: 2, different: [] });
    expect(await everything()).toEqual(before);
    expect(await look('SELECT * FROM outbox')).toEqual(announced);
    expect(await schemas()).toEqual([]);
  });

  it('leaves the service the rights it had, and no other', async () => {
    await rebuild();
    await expect(look(`UPDATE reading_day SET block = ''`)).rejects.toThrow('permission denied');
    await expect(look('DELETE FROM channel')).rejects.toThrow('permission denied');
    await look('UPDATE reading_day SET file_times = file_times');
    await happen(day('up-3', 4));
    expect(await look(`SELECT channel_id FROM channel WHERE usage_point_id = 'up-3'`)).toEqual([{ channel_id: 3 }]);
  });

  it('serves the old tables to the end, takes in what comes meanwhile, and gives no channel the number of another', async () => {
    const counts: number[] = [];
    let next = 10;
    owner.onRead = async () => {
      counts.push(Number((await look('SELECT count(*) FROM reading_day'))[0]!['count']));
      if (next < 14) await happen(day(`up-${next}`, next++));
    };
    const full = Number((await look('SELECT count(*) FROM reading_day'))[0]!['count']);
    const report = await rebuild();
    owner.onRead = () => Promise.resolve();
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(full);
    expect(report).toMatchObject({ usagePoints: 7, identical: 7 });
    const numbers = (await look('SELECT channel_id FROM channel ORDER BY 1')).map((row) => row['channel_id']);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await happen(day('up-20', 20));
    expect(await look(`SELECT count(*) FROM reading_day JOIN channel USING (channel_id) WHERE usage_point_id = 'up-20'`)).toEqual([
      { count: '1' },
    ]);
  });

  it('compares days that are compacted with days that are not yet, and leaves what it made to be compacted again', async () => {
    const counts = async (): Promise<unknown> =>
      (await look('SELECT (SELECT count(*) FROM reading_day) AS days, (SELECT count(*) FROM reading_month) AS months'))[0];
    const { days } = (await counts()) as { days: string };
    const options = { afterDays: 2, quietSeconds: -1e9, percentOfTime: 100 };
    expect(await compact(database.dataSource, options)).toMatchObject({ versions: Number(days), failures: [] });
    await happen(day('up-1', 5));
    expect(await counts()).toMatchObject({ days: '1' });
    expect(await rebuild()).toMatchObject({ different: [] });
    expect(await counts()).toEqual({ days: String(Number(days) + 1), months: '0' });
    expect(await compact(database.dataSource, options)).toMatchObject({ versions: Number(days) + 1 });
    await database.ownerDataSource.query(
      `UPDATE reading_month SET days = (SELECT days FROM reading_month WHERE channel_id = 1) WHERE channel_id = 2`,
    );
    await expect(rebuild()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/1 of 8 .*up-2/) });
    expect(await rebuild(true)).toMatchObject({ different: ['up-2'] });
  });

  it('does not change tables that differ, names who differs, and mends them when it is told to', async () => {
    const right = await everything();
    await database.ownerDataSource.query(`UPDATE reading_day SET block = block || '\\x00' WHERE channel_id = 2`);
    await database.ownerDataSource.query(`DELETE FROM reading_day WHERE channel_id = 3`);
    await database.ownerDataSource.query(`DELETE FROM channel WHERE channel_id = 3`);
    const damaged = await everything();
    await expect(rebuild()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/2 of 8 .*up-2, up-3/) });
    expect(await everything()).toEqual(damaged);
    expect(await schemas()).toEqual([]);
    expect(await rebuild(true)).toMatchObject({ usagePoints: 8, identical: 6, different: ['up-2', 'up-3'] });
    // The lost channel has a new number: its old one is nobody's any more.
    const text = JSON.stringify(await everything());
    const [{ id }] = (await look(`SELECT channel_id AS id FROM channel WHERE usage_point_id = 'up-3'`)) as [{ id: number }];
    expect(id).toBeGreaterThan(1_000_000);
    expect(text.replaceAll(`"channel_id":${id}`, '"channel_id":3').length).toBe(JSON.stringify(right).length);
  });

  it('refuses a log that no longer holds what was projected', async () => {
    const before = await everything();
    owner.entries.length = 5;
    await expect(rebuild()).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/entry 5/) });
    expect(await everything()).toEqual(before);
  });
});
