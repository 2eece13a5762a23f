import type { ServiceName } from '@greenledger/contracts';
import type pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { withAdminConnection, withAdvisoryLock } from './admin-connection.js';
import { ensureRole } from './create-service-role.js';
import { databaseRole, databaseSchema, quoteIdentifier } from './database-names.js';
import { withRoleLock } from './with-role-lock.js';

/** A TypeORM migration; its class name ends in a 13-digit timestamp, which gives the order. */
export type MigrationClass = new () => MigrationInterface;

export interface MigrationOptions {
  readonly adminUrl: string;
  readonly service: ServiceName;
  readonly migrations: readonly MigrationClass[];
}

const MIGRATION_TABLE = 'schema_migration';

/**
 * Brings a service's schema up to date, as its owner, with the search_path on it: makes role and schema, sets default
 * privileges (DML on every table that comes; a migration REVOKEs what the service must not do), runs what has not run yet.
 * Safe under concurrent callers. @returns the names of the migrations that ran.
 */
export async function migrateSchema({ adminUrl, service, migrations }: MigrationOptions): Promise<readonly string[]> {
  await withRoleLock(adminUrl, (client) => ensureRole(client, service));
  return withAdminConnection(adminUrl, (client) =>
    withAdvisoryLock(client, `migrate:${service}`, async () => {
      // Grants to a role, on whatever schema, meet in no shared row, but CREATE SCHEMA IF NOT EXISTS and default privileges may: hence inside the lock.
      await prepareSchema(client, service);
      const ran = await runMigrations(adminUrl, service, migrations);
      await client.query(
        `REVOKE ALL ON ${quoteIdentifier(databaseSchema(service))}.${MIGRATION_TABLE} FROM ${quoteIdentifier(databaseRole(service))}`,
      );
      return ran;
    }),
  );
}

async function prepareSchema(client: pg.Client, service: ServiceName): Promise<void> {
  const schema = quoteIdentifier(databaseSchema(service));
  const role = quoteIdentifier(databaseRole(service));
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`);
  await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE, SELECT ON SEQUENCES TO ${role}`);
}

async function runMigrations(adminUrl: string, service: ServiceName, migrations: readonly MigrationClass[]): Promise<string[]> {
  const schema = databaseSchema(service);
  const dataSource = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema,
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    installExtensions: false,
    logging: false,
    extra: { options: `-c search_path=${quoteIdentifier(schema)}`, max: 2 },
  });
  await dataSource.initialize();
  try {
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
