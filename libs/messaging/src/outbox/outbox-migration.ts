/**
 * Tables of an outbox, for a migration of the service that owns the log. The head row gives contiguous indexes in commit
 * order: its lock is held until the writer commits, and a rollback gives the numbers back. A sequence would do neither.
 */
export function outboxMigrationSql(): string[] {
  return [
    `CREATE TABLE outbox_head (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
       last_index bigint NOT NULL,
       last_recorded_at timestamptz NOT NULL
     )`,
    `INSERT INTO outbox_head (last_index, last_recorded_at) VALUES (-1, 'epoch')`,
    `CREATE TABLE outbox (
       log_index bigint PRIMARY KEY,
       id uuid NOT NULL UNIQUE,
       type text NOT NULL,
       data json NOT NULL,
       size integer NOT NULL,
       occurred_at timestamptz NOT NULL,
       recorded_at timestamptz NOT NULL
     )`,
  ];
}
