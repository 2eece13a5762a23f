import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres } from '@greenledger/embedded';
import pg from 'pg';
import { Cleanup } from '../src/run/cleanup.js';
import { Progress } from '../src/run/progress.js';
import { startStack } from '../src/run/start-stack.js';
import type { Stack } from '../src/run/stack.js';
import { note, report } from './figures.js';
import { profilingInto, type Profiling } from './profiling.js';

/** The whole embedded run on a throw-away state. */
export interface BenchStack {
  readonly stack: Stack;
  /** A connection of the administrator. */
  readonly database: pg.Client;
  /** A folder for files of the benchmark. */
  readonly scratch: string;
  /** Says where the measured part begins and ends; does nothing unless profiles are asked for. */
  readonly profiling: Profiling;
}

/** Starts everything, does the work, stops everything and leaves nothing behind. */
export async function withStack(work: (bench: BenchStack) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'greenledger-bench-'));
  const state = join(scratch, 'state');
  const profiling = profilingInto(join(scratch, 'profiles'));
  const cleanup = new Cleanup();
  const stopOnSignal = (): void => void cleanup.run().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopOnSignal);
  try {
    const stack = await startStack({
      directory: state,
      fresh: true,
      port: 18_080,
      database: 'greenledger_bench',
      progress: new Progress((text) => void process.stderr.write(text)),
      nodeArguments: profiling.nodeArguments,
      cleanup,
    });
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    // A fault test ends PostgreSQL, and with it this connection: who uses it then is told by the query.
    database.on('error', () => undefined);
    await database.connect();
    try {
      const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
      report({ figure: 'PostgreSQL', value: rows[0]!.server_version, unit: '', note: await settings(database) });
      await work({ stack, database, scratch, profiling });
    } finally {
      await database.end();
    }
  } catch (error) {
    tellErrors(join(state, 'logs'));
    throw error;
  } finally {
    await cleanup.run();
    removePostgres(state);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The state is thrown away, so what the services logged of a failure is told at once. */
function tellErrors(logs: string): void {
  for (const file of existsSync(logs) ? readdirSync(logs) : []) {
    const errors = readFileSync(join(logs, file), 'utf8')
      .split('\n')
      .filter((line) => /"level":"?(?:5\d|6\d|warn|error|fatal)|^(?:ERROR|FATAL|PANIC)|Error:/.test(line));
    for (const line of errors.slice(-5)) note(`${file}: ${line.slice(0, 800)}`);
  }
}

async function settings(database: pg.Client): Promise<string> {
  const names = ['fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size'];
  const { rows } = await database.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [names],
  );
  return rows.map(({ name, value }) => `${name} ${value}`).join(', ');
}
