import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@greenledger/contracts';
import { startNats, type NatsServer } from '@greenledger/embedded';
import { createServiceRole, migrateSchema, startService, type NatsCredentials } from '@greenledger/service-kit';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Outbox } from '../outbox/outbox.js';
import { natsUsers } from '../permissions/nats-users.js';
import { CreateLogTables1700000000000 } from './create-log-tables.js';
import { ownerConfiguration, ownerModule } from './owner.js';
import { TEST_PASSWORD, testPasswords } from './test-passwords.js';

export type LogRig = Awaited<ReturnType<typeof startLogRig>>;

/** Real PostgreSQL and NATS with a log owner (meter-ingestion: outbox, relay, read-log) and the tables of a follower (data-delivery). */
export async function startLogRig() {
  const directory = await mkdtemp(join(tmpdir(), 'gl-messaging-'));
  const nats = await startNats({ directory, users: [...natsUsers(testPasswords), { user: 'admin', password: TEST_PASSWORD }] });
  const database = await createDatabase();
  const url = database.urlOf('data-delivery');
  const follower = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  const ownerSource = await new DataSource({
    type: 'postgres',
    url: database.urlOf('meter-ingestion'),
    installExtensions: false,
  }).initialize();
  const outbox = new Outbox(ownerSource, 'meter-ingestion');
  const owner = await startOwner(nats, database.urlOf('meter-ingestion'));
  return {
    nats,
    directory,
    follower,
    ownerSource,
    outbox,
    owner,
    credentials: (service: ServiceName): NatsCredentials => ({ url: nats.url, user: service, password: TEST_PASSWORD, service }),
    /** Appends `count` entries, in transactions of `batch`. */
    async append(count: number, batch = count) {
      for (let done = 0; done < count; done += batch) {
        const events = Array.from({ length: Math.min(batch, count - done) }, () => testEvent());
        await ownerSource.transaction((manager) => outbox.append(manager, events));
      }
    },
    /** What the follower has applied, in the order of application. */
    async applied(): Promise<number[]> {
      const rows = await follower.query<Array<{ log_index: string }>>('SELECT log_index FROM applied ORDER BY ordinal');
      return rows.map((row) => Number(row.log_index));
    },
    async stop() {
      await owner.close();
      await Promise.all([follower.destroy(), ownerSource.destroy()]);
      await nats.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export const testEvent = () => ({ id: randomUUID(), type: 'TestHappened', data: { text: 'x'.repeat(100) }, occurredAt: new Date() });

const startOwner = (nats: NatsServer, databaseUrl: string) => {
  const configuration = ownerConfiguration(nats.url, databaseUrl, TEST_PASSWORD);
  return startService({ name: 'meter-ingestion', module: ownerModule(configuration), configuration, drainOnSignals: false });
};

async function createDatabase() {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set: run with -c .config/jest.config.mjs');
  const name = `test_messaging_${randomBytes(6).toString('hex')}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const adminUrl = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  for (const service of ['meter-ingestion', 'data-delivery'] as const) {
    await createServiceRole({ adminUrl, service, password: TEST_PASSWORD });
    await migrateSchema({ adminUrl, service, migrations: [CreateLogTables1700000000000] });
  }
  const urlOf = (service: ServiceName): string =>
    Object.assign(new URL(adminUrl), { username: `gl_${service.replaceAll('-', '_')}`, password: TEST_PASSWORD }).href;
  return { urlOf, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
