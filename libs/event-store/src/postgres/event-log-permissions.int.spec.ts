import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleEvents } from '../contract/sample-events.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { throwAwayLog, type ThrowAwayLog } from './throw-away-log.js';

const INSUFFICIENT_PRIVILEGE = { code: '42501' };
const CHANGES = ["UPDATE event SET type = 'Forged'", 'UPDATE event SET type = type WHERE false', 'DELETE FROM event', 'TRUNCATE event'];
const HEAD_CHANGES = ['UPDATE event_log_head SET next_position = 0', 'DELETE FROM event_log_head', 'TRUNCATE event_log_head'];
const INSERT = `INSERT INTO event VALUES (2, 'forged-1', 1, gen_random_uuid(), 'Forged', '{}', '{"occurredAt":"2026-01-01T00:00:00Z"}', now())`;

describe('the event log refuses to be changed', () => {
  let log: ThrowAwayLog;
  beforeAll(async () => {
    log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    await new PostgresEventStore(log.dataSource, log.url).append('sample-1', sampleEvents(2), 0);
  });
  afterAll(() => log?.drop());

  it.each([...CHANGES, ...HEAD_CHANGES, INSERT, 'ALTER TABLE event DISABLE TRIGGER ALL', 'DROP TABLE event'])(
    'by the service: %s',
    async (sql) => {
      await expect(log.dataSource.query(sql)).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    },
  );

  it.each([...CHANGES, ...HEAD_CHANGES])('by the owner of the table: %s', async (sql) => {
    await log.admin.query('SET ROLE gl_event_owner');
    const refused = log.admin.query(sql);
    await expect(refused).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await expect(refused).rejects.toThrow(/refused: the event log is append-only|only moves forward/);
    await log.admin.query('RESET ROLE');
  });

  it.each([...CHANGES, ...HEAD_CHANGES])('by a superuser: %s', async (sql) => {
    await expect(log.admin.query(sql)).rejects.toThrow(/refused: the event log is append-only|only moves forward/);
  });

  it('by a superuser whose session plays a replica', async () => {
    await log.admin.query('SET session_replication_role = replica');
    await expect(log.admin.query('DELETE FROM event')).rejects.toThrow('append-only');
    await log.admin.query('SET session_replication_role = DEFAULT');
  });

  it('and the append function looks up its tables in its own schema, whatever the caller set', async () => {
    const runner = log.dataSource.createQueryRunner();
    await runner.query('CREATE TEMP TABLE event_log_head AS SELECT true AS only_row, 99::bigint AS next_position, now() AS recorded_at');
    const batch = JSON.stringify([{ stream: 'sample-2', expected: 0, events: sampleEvents(1) }]);
    const [{ outcomes }] = (await runner.query('SELECT "authorization".append_events($1::jsonb) AS outcomes', [batch])) as [
      { outcomes: Array<{ events: unknown[] }> },
    ];
    expect(outcomes[0]!.events).toMatchObject([{ position: 2 }]);
    await runner.query('DROP TABLE pg_temp.event_log_head');
    await runner.release();
  });

  it('and nobody else may append', async () => {
    const stranger = `gl_test_stranger_${randomBytes(6).toString('hex')}`;
    await log.admin.query(`CREATE ROLE ${stranger}; GRANT USAGE ON SCHEMA "authorization" TO ${stranger}; SET ROLE ${stranger}`);
    await expect(log.admin.query(`SELECT append_events('[]')`)).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await expect(log.admin.query(`SELECT append_events_while('[]', '{}', '{}')`)).rejects.toMatchObject(INSUFFICIENT_PRIVILEGE);
    await log.admin.query(`RESET ROLE; DROP OWNED BY ${stranger}; DROP ROLE ${stranger}`);
  });
});
