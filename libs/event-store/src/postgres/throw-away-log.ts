import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { conditionalAppendSql } from './conditional-append.js';
import { eventLogMigrationSql } from './event-log-migration.js';

/** An event log in a database of its own, made as the migration of a service makes it. For tests only. */
export interface ThrowAwayLog {
  /** Connected as the service's role. */
  readonly dataSource: DataSource;
  /** URL for the service's role. */
  readonly url: string;
  /** Connected as the administrator, with the schema's search_path. */
  readonly admin: pg.Client;
  drop(): Promise<void>;
}

/** The schema's name is a reserved word on purpose: that is what it is in production. */
const SCHEMA = '"authorization"';

/** @param serverUrl administrator URL of a PostgreSQL server. */
export async function throwAwayLog(serverUrl: string): Promise<ThrowAwayLog> {
  const suffix = randomBytes(6).toString('hex');
  const [database, role] = [`test_event_store_${suffix}`, `gl_test_${suffix}`];
  const server = await connect(serverUrl);
  await server.query(`CREATE DATABASE ${database}`);
  await server.query(`CREATE ROLE ${role} LOGIN PASSWORD 'test-only'`);

  const adminUrl = new URL(serverUrl);
  adminUrl.pathname = `/${database}`;
  const admin = await connect(adminUrl.toString());
  await admin.query(`CREATE SCHEMA ${SCHEMA}`);
  await admin.query(`ALTER ROLE ${role} SET search_path = ${SCHEMA}`);
  await admin.query(`SET search_path = ${SCHEMA}`);
  await admin.query('BEGIN');
  for (const sql of [...eventLogMigrationSql({ serviceRole: role }), ...conditionalAppendSql(role)]) await admin.query(sql);
  await admin.query('COMMIT');

  const url = new URL(adminUrl);
  url.username = role;
  url.password = 'test-only';
  const dataSource = new DataSource({ type: 'postgres', url: url.toString(), poolSize: 20, installExtensions: false });
  await dataSource.initialize();
  return {
    dataSource,
    url: url.toString(),
    admin,
    async drop() {
      if (dataSource.isInitialized) await dataSource.destroy();
      await admin.end();
      await server.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await server.query(`DROP ROLE ${role}`);
      await server.end();
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
