import type { ServiceName } from '@greenledger/contracts';
import type pg from 'pg';
import { databaseRole, databaseSchema, quoteIdentifier, quoteLiteral } from './database-names.js';
import { withRoleLock } from './with-role-lock.js';

export interface ServiceRoleOptions {
  readonly adminUrl: string;
  readonly service: ServiceName;
  readonly password: string;
}

/**
 * Makes the login role of a service, or sets its password anew. The role owns nothing and may only log in; migrateSchema
 * grants what it needs. Its search_path is its schema, so no statement of a service names a schema.
 */
export async function createServiceRole({ adminUrl, service, password }: ServiceRoleOptions): Promise<void> {
  const role = quoteIdentifier(databaseRole(service));
  await withRoleLock(adminUrl, async (client) => {
    await ensureRole(client, service);
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${quoteLiteral(password)}`);
  });
}

/** Makes the role without a login when it does not exist, so that grants can name it. */
export async function ensureRole(client: pg.Client, service: ServiceName): Promise<void> {
  const name = databaseRole(service);
  const role = quoteIdentifier(name);
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount) return;
  await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT`);
  await client.query(`ALTER ROLE ${role} SET search_path = ${quoteIdentifier(databaseSchema(service))}`);
}
