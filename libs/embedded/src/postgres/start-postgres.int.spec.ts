import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { removePostgres } from './data-directory.js';
import { startPostgres, type PostgresServer } from './start-postgres.js';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  // mkdtemp makes a 0700 folder: as root, the server's own user cannot reach it, and the data moves to /var/tmp.
  const directory = mkdtempSync(join(tmpdir(), 'greenledger-embedded-'));
  let server: PostgresServer | undefined;

  afterAll(async () => {
    await server?.stop();
    removePostgres(directory);
    rmSync(directory, { recursive: true, force: true });
  });

  it('makes a durable cluster on loopback that only a password opens', async () => {
    server = await startPostgres({ directory });
    const [row] = await query(server.url, "SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS listen");
    expect(row).toEqual({ fsync: 'on', listen: '127.0.0.1' });
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('finds its data at the next start, also after a crash', async () => {
    await query(server!.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
    process.kill(server!.pid, 'SIGKILL');
    await server!.exited;
    server = await startPostgres({ directory });
    expect(await query(server.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('ends a server that a crashed run left behind', async () => {
    const left = server!;
    server = await startPostgres({ directory });
    await left.exited;
    expect(await query(server.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });
});
