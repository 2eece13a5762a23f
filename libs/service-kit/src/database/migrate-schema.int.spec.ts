import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createServiceRole } from './create-service-role.js';
import { migrateSchema } from './migrate-schema.js';

class CreateThing1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE thing (id bigserial PRIMARY KEY, text text)');
    await runner.query('CREATE TABLE ledger (id bigint)');
    await runner.query('REVOKE UPDATE, DELETE ON ledger FROM gl_authorization');
  }
  async down(): Promise<void> {}
}

const databases = Array.from({ length: 3 }, () => `test_migrate_${randomBytes(6).toString('hex')}`);
const serverUrl = process.env['TEST_DATABASE_URL'] ?? '';
const urlOf = (database: string, login = {}): string => Object.assign(new URL(serverUrl), { pathname: `/${database}`, ...login }).href;

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

beforeAll(async () => {
  for (const database of databases) await query(serverUrl, `CREATE DATABASE ${database}`);
});

afterAll(async () => {
  for (const database of databases) await query(serverUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
});

describe('migrateSchema and createServiceRole', () => {
  const service = 'authorization';
  const asService = urlOf(databases[0]!, { username: 'gl_authorization', password: 'test-only' });

  it('are safe under concurrent callers, in several databases of one server', async () => {
    const calls = databases.flatMap((database) => {
      const adminUrl = urlOf(database);
      return [1, 2, 3].flatMap(() => [
        createServiceRole({ adminUrl, service, password: 'test-only' }),
        migrateSchema({ adminUrl, service, migrations: [CreateThing1700000000000] }),
      ]);
    });
    const ran = (await Promise.all(calls)).filter((result) => result?.length);
    expect(ran).toEqual(databases.map(() => ['CreateThing1700000000000']));
  });

  it('give the role its schema as search_path and DML on its tables', async () => {
    await query(asService, "INSERT INTO thing (text) VALUES ('x')");
    await query(asService, "UPDATE thing SET text = 'y'");
    expect((await query(asService, 'SELECT current_schema AS schema, text FROM thing')).rows).toEqual([
      { schema: 'authorization', text: 'y' },
    ]);
  });

  it('leave to a migration what the role must not do', async () => {
    await query(asService, 'INSERT INTO ledger VALUES (1)');
    await expect(query(asService, 'DELETE FROM ledger')).rejects.toThrow(/permission denied/);
    await expect(query(asService, 'DROP TABLE thing')).rejects.toThrow(/must be owner/);
    await expect(query(asService, 'CREATE TABLE other ()')).rejects.toThrow(/permission denied/);
    await expect(query(asService, 'SELECT * FROM schema_migration')).rejects.toThrow(/permission denied/);
  });
});
