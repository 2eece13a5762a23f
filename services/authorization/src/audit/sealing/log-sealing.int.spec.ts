import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PostgresEventStore } from '@greenledger/event-store';
import { testDatabase, type TestDatabase } from '@greenledger/testing';
import { LogLeaf1780000000300 } from '../../persistence/event-log/log-leaf-migration.js';
import { migrations } from '../../persistence/migrations/index.js';
import { exportBundle } from '../bundle/export-bundle.js';
import { registered } from '../bundle/sample-log.js';
import { verifyBundle } from '../bundle/verify-bundle.js';
import { InconsistentLog } from './leaf-table.js';
import { LogSealing } from './log-sealing.js';
import { Sealer } from './sealer.js';

const origin = 'greenledger.test/authorization';

describe('sealing the log', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  let folder: string;
  let database: TestDatabase;
  let store: PostgresEventStore;
  let checkpointDirectory: string;
  let sealing: LogSealing;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenledger-sealing-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    database = await testDatabase('authorization', [...new Set([...migrations, LogLeaf1780000000300])]);
    store = new PostgresEventStore(database.dataSource, database.url);
    checkpointDirectory = join(folder, randomUUID());
    sealing = newSealing();
  });
  afterEach(async () => {
    await store?.close();
    await database?.drop();
  });

  const newSealing = (): LogSealing => new LogSealing(store, database.dataSource, { origin, privateKey, checkpointDirectory });
  const append = async (count: number): Promise<void> => {
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      type: 'ThirdPartyRegistered',
      data: registered,
      metadata: { occurredAt: '2026-01-01T00:00:00Z', actor: 'operator' },
    }));
    await store.append(`third-party-${randomUUID()}`, events, 0);
  };
  /** Does to the database what only a superuser who takes the triggers away can do. */
  const tamper = async (table: string, sql: string): Promise<void> => {
    await database.ownerDataSource.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await database.ownerDataSource.query(sql);
    await database.ownerDataSource.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only`);
  };

  it('signs each new size once, keeps the history, and does not sign an unchanged log again', async () => {
    for (const count of [1, 2, 1500]) {
      await append(count);
      const checkpoint = await sealing.seal();
      expect(await sealing.seal()).toEqual(checkpoint);
      expect(await readFile(join(checkpointDirectory, 'checkpoint'), 'utf8')).toBe(checkpoint.note);
    }
    expect((await readdir(join(checkpointDirectory, 'history'))).map(Number)).toEqual([1, 3, 1503]);
  });

  it('goes on after a restart, and beside a second sealer', async () => {
    await append(3);
    await sealing.seal();
    await append(2);
    const other = newSealing();
    const [first, second] = await Promise.all([sealing.seal(), other.seal()]);
    expect(first).toEqual(second);
    await append(1);
    expect(await other.seal()).toMatchObject({ size: 6 });
    expect(await sealing.seal()).toMatchObject({ size: 6 });
    expect(await newSealing().seal()).toMatchObject({ size: 6 });
  });

  it.each([
    ['a leaf hash was changed', 'log_leaf', `UPDATE log_leaf SET leaf_hash = decode(repeat('00', 32), 'hex') WHERE leaf_index = 2`],
    ['a leaf hash is gone', 'log_leaf', 'DELETE FROM log_leaf WHERE leaf_index = 2'],
    [
      'the newest leaves and events are gone',
      'log_leaf',
      'DELETE FROM log_leaf WHERE leaf_index > 2; DELETE FROM event WHERE position > 2',
    ],
  ])('signs nothing more when %s', async (_, table, sql) => {
    await append(5);
    const { note } = await sealing.seal();
    if (sql.includes('FROM event')) await database.ownerDataSource.query('ALTER TABLE event DISABLE TRIGGER USER');
    await tamper(table, sql);
    await append(1);
    const restarted = newSealing();
    for (let attempt = 0; attempt < 2; attempt++) await expect(restarted.seal()).rejects.toBeInstanceOf(InconsistentLog);
    expect(await readFile(join(checkpointDirectory, 'checkpoint'), 'utf8')).toBe(note);
  });

  it('signs nothing more when the checkpoint folder was set back', async () => {
    await append(2);
    await sealing.seal();
    const earlier = join(folder, randomUUID());
    await cp(checkpointDirectory, earlier, { recursive: true });
    await append(2);
    await sealing.seal();
    await rm(checkpointDirectory, { recursive: true });
    await cp(earlier, checkpointDirectory, { recursive: true });
    await append(1);
    await expect(sealing.seal()).rejects.toBeInstanceOf(InconsistentLog);
  });

  it('refuses a change of leaf hashes by the service and by the owner', async () => {
    await append(2);
    await sealing.seal();
    for (const source of [database.dataSource, database.ownerDataSource]) {
      for (const sql of ['UPDATE log_leaf SET leaf_index = 9', 'DELETE FROM log_leaf', 'TRUNCATE log_leaf']) {
        await expect(source.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it('exports a bundle that verifies, twice the same bytes, and shows an event that was changed since', async () => {
    await append(4);
    const [first, second, third] = [join(folder, randomUUID()), join(folder, randomUUID()), join(folder, randomUUID())];
    const sources = { store, dataSource: database.dataSource, sealing };
    await exportBundle(sources, first);
    await exportBundle({ ...sources, sealing: newSealing() }, second);
    for (const name of await readdir(first)) expect(await readFile(join(second, name))).toEqual(await readFile(join(first, name)));
    expect(await verifyBundle(first, sealing.verifierKey.text)).toMatchObject({ verified: true, events: 4 });

    await tamper('event', `UPDATE event SET data = data || '{"name":"Another"}' WHERE position = 2`);
    await exportBundle(sources, third);
    const verdict = await verifyBundle(third, sealing.verifierKey.text);
    expect(verdict.verified).toBe(false);
    expect(verdict.findings.kept('leafHashes')).toEqual(['event 2 is not the one that was sealed at this index']);
  });

  it('seals by itself soon after an append, and at the end', async () => {
    const settings = { KEYS_DIR: join(folder, randomUUID()), CHECKPOINT_DIR: checkpointDirectory, LOG_ORIGIN: origin };
    const sealer = new Sealer(store, database.dataSource, settings);
    const sealedSize = async (): Promise<number> => {
      const note = await readFile(join(checkpointDirectory, 'checkpoint'), 'utf8').catch(() => '\n-1\n');
      return Number(note.split('\n')[1]);
    };
    await sealer.start();
    await append(3);
    const deadline = Date.now() + 10_000;
    while ((await sealedSize()) < 3 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await sealedSize()).toBe(3);
    await append(2);
    await sealer.stop();
    expect(await sealedSize()).toBe(5);
  });
});
