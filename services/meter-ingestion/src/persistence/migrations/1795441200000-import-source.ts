import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  // Name of the source profile that the file came by, named or picked by its sender.
  `ALTER TABLE import ADD COLUMN source text`,
  `UPDATE import SET source = profile_name`,
  `CREATE INDEX import_source ON import (source, entered_at) WHERE source IS NOT NULL`,
];

/** Which source a file came from: tells when one has fallen silent. */
export class ImportSource1795441200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
