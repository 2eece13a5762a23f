import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@greenledger/contracts';
import { freshStream } from '../contract/sample-events.js';
import type { Decider } from '../decider.js';
import type { EventStore } from '../event-store.js';
import { handleCommand } from '../handle-command.js';
import { SNAPSHOT_EVERY } from '../snapshots.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresSnapshotStore, snapshotMigrationSql } from './postgres-snapshot-store.js';
import { throwAwayLog, type ThrowAwayLog } from './throw-away-log.js';

type Added = DomainEvent<'Added', { readonly amount: number }>;
const sum: Decider<readonly number[], number, Added> = {
  initialState: 0,
  decide: (amounts) => amounts.map((amount) => ({ type: 'Added', data: { amount } })),
  evolve: (total, event) => total + event.data.amount,
};

describe('a stream with snapshots', () => {
  let log: ThrowAwayLog;
  let store: PostgresEventStore;
  let kept: PostgresSnapshotStore;
  const stream = freshStream();
  const first = randomUUID();
  const command = (amounts: readonly number[], { commandId = randomUUID() as string, shape = 'total-1', on = store as EventStore } = {}) =>
    handleCommand(on, stream, sum, amounts, { commandId, occurredAt: '2026-01-02T03:04:05Z', snapshots: { store: kept, shape } });
  const read = async (): Promise<number> => {
    let count = 0;
    const counting = Object.create(store) as EventStore;
    counting.append = (...args) => store.append(...args);
    counting.readStream = async (name, after) => {
      const events = await store.readStream(name, after);
      count += events.length;
      return events as never;
    };
    await command([0], { on: counting });
    return count;
  };

  beforeAll(async () => {
    log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    for (const sql of snapshotMigrationSql()) await log.admin.query(sql);
    await log.admin.query('GRANT SELECT, INSERT, UPDATE, DELETE ON stream_snapshot TO PUBLIC');
    store = new PostgresEventStore(log.dataSource, log.url);
    kept = new PostgresSnapshotStore(log.dataSource);
    await command([1], { commandId: first });
    for (let i = 0; i < 10; i++) await command(Array.from({ length: 100 }, () => 1));
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await log?.drop();
  });

  it('is read from the snapshot on, with the same state and version', async () => {
    const { state, version } = await command([5]);
    expect([state, version]).toEqual([1006, 1002]);
    expect(await read()).toBeLessThan(3 * SNAPSHOT_EVERY);
  });

  it('answers a repeated command of before the snapshot as recorded, once', async () => {
    const snapshot = await kept.find(stream, 'total-1');
    expect(snapshot!.version).toBeGreaterThan(1);
    const again = await command([1], { commandId: first });
    expect(again).toMatchObject({ repeated: true, events: [{ version: 1 }] });
    // Now the rules lead to something else: what was recorded stands all the same.
    expect(await command([7], { commandId: first })).toMatchObject({ repeated: true, events: [{ version: 1, data: { amount: 1 } }] });
  });

  it('takes a snapshot of another shape, or a deleted one, for none', async () => {
    const { state } = await command([0]);
    expect(await command([0], { shape: 'total-2' })).toMatchObject({ state });
    await log.admin.query('DELETE FROM stream_snapshot');
    expect(await command([0])).toMatchObject({ state });
  });

  it('never replaces a snapshot by an older one', async () => {
    await kept.keep(stream, 'total-3', { version: 10, state: 10 });
    await kept.keep(stream, 'total-3', { version: 5, state: 5 });
    expect(await kept.find(stream, 'total-3')).toEqual({ version: 10, state: 10 });
  });
});
