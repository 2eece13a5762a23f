import type { LogName } from '@greenledger/contracts';
import type { DataSource, EntityManager } from 'typeorm';

/** Table of checkpoints, for a migration of a service that follows logs. */
export function checkpointMigrationSql(): string[] {
  return [
    `CREATE TABLE log_checkpoint (
       log text PRIMARY KEY,
       last_index bigint NOT NULL,
       updated_at timestamptz NOT NULL DEFAULT now()
     )`,
  ];
}

/** The logIndex that was applied last; -1 for none. */
export async function readCheckpoint(dataSource: DataSource | EntityManager, log: LogName): Promise<number> {
  const rows = await dataSource.query<Array<{ last_index: string }>>('SELECT last_index FROM log_checkpoint WHERE log = $1', [log]);
  return Number(rows[0]?.last_index ?? -1);
}

/** As readCheckpoint, and locks the row until the transaction ends: of two processes only one applies an entry. */
export async function lockCheckpoint(manager: EntityManager, log: LogName): Promise<number> {
  await manager.query('INSERT INTO log_checkpoint (log, last_index) VALUES ($1, -1) ON CONFLICT DO NOTHING', [log]);
  const rows = await manager.query<Array<{ last_index: string }>>('SELECT last_index FROM log_checkpoint WHERE log = $1 FOR UPDATE', [log]);
  return Number(rows[0]!.last_index);
}

export async function moveCheckpoint(manager: EntityManager, log: LogName, lastIndex: number): Promise<void> {
  await manager.query('UPDATE log_checkpoint SET last_index = $2, updated_at = now() WHERE log = $1', [log, lastIndex]);
}
