import { snapshotMigrationSql } from '@greenledger/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the lifecycle looks for: when an authorization was last used, and which reminders went out. The views are emptied
 * and so built again from the log, because the earlier ones hold none of this. Times are seconds since 1970-01-01 UTC.
 */
export class Lifecycle1780000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE authorization_view ADD COLUMN started_at bigint NOT NULL DEFAULT 0,
      ADD COLUMN last_used_at bigint NOT NULL DEFAULT 0, ADD COLUMN reminded_end bigint, ADD COLUMN reminded_year bigint`);
    await runner.query(`CREATE INDEX authorization_view_unused ON authorization_view (last_used_at) WHERE status = 'active'`);
    await runner.query(
      `CREATE INDEX authorization_view_yearly ON authorization_view ((coalesce(reminded_year, started_at))) WHERE status = 'active'`,
    );
    await runner.query(
      `CREATE INDEX authorization_view_usage_points ON authorization_view USING gin ((terms -> 'usagePointIds') jsonb_path_ops)`,
    );
    for (const view of ['release_view', 'authorization_view', 'third_party_view']) await runner.query(`DELETE FROM ${view}`);
    await runner.query('UPDATE projection_checkpoint SET position = NULL');
    await runner.query(
      'CREATE TABLE customer_change_checkpoint (one boolean PRIMARY KEY DEFAULT true CHECK (one), sequence bigint NOT NULL)',
    );
    await runner.query('INSERT INTO customer_change_checkpoint (sequence) VALUES (-1)');
    for (const sql of snapshotMigrationSql()) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stream_snapshot, customer_change_checkpoint');
    await runner.query('DROP INDEX authorization_view_usage_points, authorization_view_yearly, authorization_view_unused');
    await runner.query(
      'ALTER TABLE authorization_view DROP COLUMN started_at, DROP COLUMN last_used_at, DROP COLUMN reminded_end, DROP COLUMN reminded_year',
    );
  }
}
