import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { sampleEvents } from '../contract/sample-events.js';
import { APPEND_FUNCTION_SQL } from './append-function.js';
import { throwAwayLog, type ThrowAwayLog } from './throw-away-log.js';

// The mutation test of the head row: the same append with its positions from a sequence, which is what everyone writes
// first. One writer takes its number and is held up before its commit; a second one overtakes it; a tailer reads.

const LOCK = 'INTO STRICT free_position, last_recorded_at\n    FROM event_log_head AS head FOR UPDATE;';
const withoutLock = APPEND_FUNCTION_SQL.replace(LOCK, LOCK.replace(' FOR UPDATE', ''))
  .replace('first_position := free_position;', "free_position := nextval('event_position'); first_position := free_position;")
  .replace('UPDATE event_log_head SET next_position = free_position, recorded_at = last_recorded_at;', '')
  .replace('CREATE OR REPLACE FUNCTION append_events', 'CREATE FUNCTION append_without_lock')
  .replace(' SECURITY DEFINER', '');

describe('the head row', () => {
  let log: ThrowAwayLog;
  let slow: pg.Client;
  let fast: pg.Client;

  beforeAll(async () => {
    log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    await log.admin.query('CREATE SCHEMA mutant; SET search_path = mutant');
    await log.admin.query('CREATE TABLE event (LIKE "authorization".event INCLUDING ALL)');
    await log.admin.query('CREATE TABLE event_log_head (LIKE "authorization".event_log_head INCLUDING ALL)');
    await log.admin.query('INSERT INTO event_log_head DEFAULT VALUES');
    await log.admin.query('CREATE SEQUENCE event_position MINVALUE 0');
    await log.admin.query(withoutLock);
  });
  beforeEach(async () => {
    const { host, port, user, password, database } = log.admin;
    [slow, fast] = [0, 1].map(() => new pg.Client({ host, port, user, password: password ?? undefined, database })) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([slow.connect(), fast.connect()]);
  });
  afterEach(() => Promise.all([slow.end(), fast.end()]));
  afterAll(() => log?.drop());

  const batch = (stream: string): string => JSON.stringify([{ stream, expected: 0, events: sampleEvents(1) }]);

  /** @returns how many committed events the tailer, which continues from the last position it saw, never sees. */
  const eventsMissed = async (schema: string, append: string): Promise<number> => {
    for (const client of [slow, fast, log.admin]) await client.query(`SET search_path = ${schema}`);
    let last = -1;
    const seen: string[] = [];
    const follow = async (): Promise<void> => {
      const { rows } = await log.admin.query<{ position: string; id: string }>(
        'SELECT position, id FROM event WHERE position > $1 ORDER BY position',
        [last],
      );
      seen.push(...rows.map(({ id }) => id));
      last = Number(rows.at(-1)?.position ?? last);
    };

    await slow.query('BEGIN');
    await slow.query(`SELECT ${append}($1::jsonb)`, [batch('sample-slow')]);
    const overtaking = fast.query(`SELECT ${append}($1::jsonb)`, [batch('sample-fast')]);
    // Either the second writer is through, or it is seen to wait for the first.
    await Promise.race([overtaking, untilBlocked()]);
    await follow();
    await slow.query('COMMIT');
    await overtaking;
    await follow();
    const { rows } = await log.admin.query<{ count: string }>('SELECT count(*) FROM event');
    expect(Number(rows[0]!.count)).toBe(2);
    return 2 - seen.length;
  };

  const untilBlocked = async (): Promise<void> => {
    const pid = (fast as pg.Client & { processID: number }).processID;
    for (;;) {
      const { rows } = await log.admin.query<{ blocked: boolean }>('SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked', [pid]);
      if (rows[0]!.blocked) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it('is what the mutant lacks', () => {
    expect(APPEND_FUNCTION_SQL).toContain(LOCK);
    expect(withoutLock).not.toContain('FOR UPDATE');
    expect(withoutLock).toContain("nextval('event_position')");
  });

  it('keeps a tailer from missing an event: 0 are missed', async () => {
    expect(await eventsMissed('"authorization"', 'append_events')).toBe(0);
  });

  it('is necessary: with a sequence instead, the tailer misses the event of the writer that was overtaken', async () => {
    expect(await eventsMissed('mutant', 'append_without_lock')).toBeGreaterThan(0);
  });
});
