import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres } from '@greenledger/embedded';
import pg from 'pg';
import { Cleanup } from '../src/run/cleanup.js';
import { Progress } from '../src/run/progress.js';
import { startStack } from '../src/run/start-stack.js';
import type { Stack } from '../src/run/stack.js';
import { reportProfiles } from './cpu-profile.js';
import { report } from './figures.js';

/** The whole embedded run on a throw-away state. */
export interface BenchStack {
  readonly stack: Stack;
  /** A connection of the administrator. */
  readonly database: pg.Client;
  /** A folder for files of the benchmark. */
  readonly scratch: string;
}

/** Starts everything, does the work, stops everything and leaves nothing behind; with BENCH_PROFILE it also tells where the time went. */
export async function withStack(work: (bench: BenchStack) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'greenledger-bench-'));
  const state = join(scratch, 'state');
  const profiles = process.env['BENCH_PROFILE'] ? join(scratch, 'profiles') : undefined;
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
      nodeArguments: profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [],
      cleanup,
    });
    const database = new pg.Client({ connectionString: stack.databaseUrl });
    await database.connect();
    const names = new Map(Object.entries(stack.services).map(([name, { pid }]) => [pid, name]));
    try {
      const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
      report({ figure: 'PostgreSQL', value: rows[0]!.server_version, unit: '', note: await settings(database) });
      await work({ stack, database, scratch });
    } finally {
      await database.end();
    }
    for (const [name, { pid }] of Object.entries(stack.services)) names.set(pid, name);
    await cleanup.run();
    if (profiles) reportProfiles(profiles, names);
  } finally {
    await cleanup.run();
    removePostgres(state);
    rmSync(scratch, { recursive: true, force: true });
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
