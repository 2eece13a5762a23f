import { conditionalAppendSql, CONDITIONAL_APPEND_REMOVAL_SQL } from '@greenledger/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Releases of many authorizations in one event: the append that watches their streams, and a line for each in the view. */
export class BulkReleases1780000001500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of conditionalAppendSql()) await runner.query(statement);
    await runner.query('ALTER TABLE release_view ADD COLUMN part integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE release_view DROP CONSTRAINT release_view_pkey, ADD PRIMARY KEY (position, part)');
    // Pages of a company's authorizations follow this order, and each page must not sort them all.
    await runner.query(
      `CREATE INDEX authorization_view_granted ON authorization_view (third_party_id, granted_at COLLATE "C", authorization_id COLLATE "C")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX authorization_view_granted');
    await runner.query('DELETE FROM release_view WHERE part > 0');
    await runner.query('ALTER TABLE release_view DROP CONSTRAINT release_view_pkey, ADD PRIMARY KEY (position)');
    await runner.query('ALTER TABLE release_view DROP COLUMN part');
    await runner.query(CONDITIONAL_APPEND_REMOVAL_SQL);
  }
}
