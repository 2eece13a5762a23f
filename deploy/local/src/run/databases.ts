import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVICES, type ServiceName } from '@greenledger/contracts';
import { createServiceRole, databaseRole } from '@greenledger/service-kit';
import pg from 'pg';
import { checkout } from './checkout.js';

/** The databases of a run on whatever server it got: one database, one role and one schema per service. */
export interface ServiceDatabases {
  /** Administrator URL of the run's database: secret. */
  readonly adminUrl: string;
  urlOf(service: ServiceName): string;
}

/**
 * Makes the database when missing (dropping it first when asked), the login roles, and migrates every schema.
 * @throws Error with the words of PostgreSQL, or of the migration that failed.
 */
export async function prepareDatabases(options: {
  readonly serverUrl: string;
  readonly database: string;
  readonly fresh: boolean;
  readonly passwords: Readonly<Record<ServiceName, string>>;
}): Promise<ServiceDatabases> {
  const { serverUrl, database, fresh, passwords } = options;
  await ensureDatabase(serverUrl, database, fresh);
  const adminUrl = changed(serverUrl, { pathname: `/${database}` });
  for (const service of SERVICES) await createServiceRole({ adminUrl, service, password: passwords[service] });
  await Promise.all(SERVICES.map((service) => migrate(service, adminUrl)));
  return { adminUrl, urlOf: (service) => changed(adminUrl, { username: databaseRole(service), password: passwords[service] }) };
}

async function ensureDatabase(serverUrl: string, database: string, fresh: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    if (fresh) await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`);
  } catch (error) {
    throw new Error(
      `PostgreSQL does not let the run make its database ${database}: ${(error as Error).message}. DATABASE_URL takes an administrator's URL.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs the service's own migration program, as a deployment would. */
async function migrate(service: ServiceName, adminUrl: string): Promise<void> {
  const program = join(checkout, 'services', service, 'dist', 'cli', 'migrate.js');
  const env = { PATH: process.env['PATH'], DATABASE_ADMIN_URL: adminUrl };
  await promisify(execFile)(process.execPath, ['--enable-source-maps', program], { env, cwd: '/', timeout: 120_000 }).catch((error) => {
    const words = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new Error(`The schema of ${service} could not be migrated: ${words}`);
  });
}

function changed(url: string, members: { pathname?: string; username?: string; password?: string }): string {
  return Object.assign(new URL(url), members).toString();
}
