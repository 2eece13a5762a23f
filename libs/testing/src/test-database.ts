import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@greenledger/contracts';
import { createServiceRole, databaseRole, databaseSchema, migrateSchema, type MigrationClass } from '@greenledger/service-kit';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { requireTestDatabaseUrl } from './test-database-url.js';

/** A database of one test file, migrated as in production: the service's own role, its own schema, its own grants. */
export interface TestDatabase {
  /** Connected as the service: what its code may do, and nothing else. */
  readonly dataSource: DataSource;
  /** Connected as the owner of the schema, to look behind the scenes or try what even the owner may not do. */
  readonly ownerDataSource: DataSource;
  /** URL for the service's own role. */
  readonly url: string;
  /** Administrator URL of this database. */
  readonly adminUrl: string;
  /** Closes both connections and removes the database. */
  drop(): Promise<void>;
}

/** Roles belong to the whole server, and tests run side by side: one fixed password, so that none changes under another. */
const PASSWORD = 'test-only';

/** Makes a fresh database on the PostgreSQL of this test run and migrates the service's schema in it. */
export async function testDatabase(
  service: ServiceName,
  migrations: readonly MigrationClass[],
  options: { readonly entities?: DataSourceOptions['entities'] } = {},
): Promise<TestDatabase> {
  const serverUrl = requireTestDatabaseUrl();
  const name = `test_${service.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  const adminUrl = withPath(serverUrl, name);
  await asAdministrator(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  await createServiceRole({ adminUrl, service, password: PASSWORD });
  await migrateSchema({ adminUrl, service, migrations });
  const schema = databaseSchema(service);
  const url = withUser(adminUrl, databaseRole(service), PASSWORD);
  const common = { type: 'postgres', entities: options.entities ?? [], uuidExtension: 'pgcrypto', installExtensions: false } as const;
  const dataSource = new DataSource({ ...common, url });
  const ownerDataSource = new DataSource({ ...common, url: adminUrl, extra: { options: `-c search_path="${schema}"` } });
  await Promise.all([dataSource.initialize(), ownerDataSource.initialize()]);
  return {
    dataSource,
    ownerDataSource,
    url,
    adminUrl,
    async drop() {
      await Promise.all([dataSource, ownerDataSource].filter((source) => source.isInitialized).map((source) => source.destroy()));
      await asAdministrator(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withPath(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

function withUser(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.toString();
}
