import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  `ALTER TABLE import
     ADD COLUMN entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     ADD COLUMN acknowledged_at timestamptz,
     ADD COLUMN acknowledge_attempts int NOT NULL DEFAULT 0,
     ADD COLUMN acknowledge_next timestamptz,
     ADD COLUMN acknowledge_error text`,
  `CREATE INDEX import_unacknowledged ON import (entered_at) WHERE acknowledged_at IS NULL`,
  // Since when acknowledgements are wanted: files from before the setting was made are not sent.
  `CREATE TABLE acknowledgement_hook (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), since timestamptz NOT NULL)`,
];

/** Which imports have been acknowledged by webhook. */
export class Acknowledgements1795440300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
