import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleEvents } from '../contract/sample-events.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { throwAwayLog, type ThrowAwayLog } from './throw-away-log.js';

describe('the listening connection', () => {
  let log: ThrowAwayLog;
  let store: PostgresEventStore;
  beforeAll(async () => {
    log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    store = new PostgresEventStore(log.dataSource, log.url);
  });
  afterAll(async () => {
    await store?.close();
    await log?.drop();
  });

  it('comes back after it was cut, wakes its subscribers, and tells of appends again', async () => {
    const emitter = new EventEmitter();
    const woken = (): Promise<unknown> => once(emitter, 'wake', { signal: AbortSignal.timeout(5_000) });
    const subscribed = woken();
    store.onAppend(() => emitter.emit('wake'));
    await subscribed;

    const reconnected = woken();
    const { rowCount } = await log.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gl-event-listener' AND datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    await reconnected;

    const told = woken();
    await store.append('sample-1', sampleEvents(1), 0);
    await told;
  });
});

describe('a store whose server is away', () => {
  it('answers with the problem `unavailable`', async () => {
    const log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    const store = new PostgresEventStore(log.dataSource, log.url);
    const { rows } = await log.admin.query<{ role: string }>(
      `SELECT (SELECT usename FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE 'gl_test_%' LIMIT 1) AS role`,
    );
    const { role } = rows[0]!;
    await log.admin.query(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
    await log.admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1`, [role]);
    await expect(store.readStream('sample-1')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.append('sample-1', sampleEvents(1), 0)).rejects.toMatchObject({ code: 'unavailable' });
    await log.drop();
  });
});
