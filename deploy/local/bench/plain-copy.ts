import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export const PLAIN_TABLE = 'public.plain_reading';

/** One row per reading under the key that the packed blocks have too: channel, time and version. Durable as the read model is. */
export async function createPlainTable(database: pg.Client): Promise<void> {
  await database.query(`CREATE TABLE ${PLAIN_TABLE} (
    channel_id integer NOT NULL, start bigint NOT NULL, version integer NOT NULL, value bigint NOT NULL, quality smallint NOT NULL,
    PRIMARY KEY (channel_id, start, version))`);
}

/** How plain rows are loaded on this machine: by psql where it is found, else by the driver. */
export interface PlainCopy {
  readonly name: string;
  /** Loads a file of tab-separated rows in one transaction. @returns seconds, without the start of a program. */
  load(file: string): Promise<number>;
}

export async function findPlainCopy(databaseUrl: string): Promise<PlainCopy> {
  const url = new URL(databaseUrl);
  // In the environment, not in the arguments: those show the password to everyone on the machine.
  const env = {
    ...process.env,
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
  };
  const psql = promisify(execFile);
  const found = await psql('psql', ['--version']).catch(() => undefined);
  if (!found) return { name: 'COPY FROM STDIN by the driver (no psql on the PATH)', load: (file) => copyByDriver(databaseUrl, file) };
  return {
    name: `\\copy of ${found.stdout.trim()}`,
    async load(file) {
      const { stdout } = await psql(
        'psql',
        ['-X', '-v', 'ON_ERROR_STOP=1', '-c', '\\timing on', '-c', `\\copy ${PLAIN_TABLE} FROM '${file}'`],
        { env },
      );
      const milliseconds = /^Time: ([\d.]+) ms/m.exec(stdout)?.[1];
      if (milliseconds === undefined) throw new Error(`psql told no time: ${stdout}`);
      return Number(milliseconds) / 1_000;
    },
  };
}

async function copyByDriver(connectionString: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const begin = performance.now();
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), client.query(copyFrom(`COPY ${PLAIN_TABLE} FROM STDIN`)));
    return (performance.now() - begin) / 1_000;
  } finally {
    await client.end();
  }
}
