import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  `ALTER TABLE import_reject ADD COLUMN meter_number text, ADD COLUMN channel text, ADD COLUMN starts bigint, ADD COLUMN ends bigint,
     ADD CONSTRAINT import_reject_readings CHECK (num_nulls(meter_number, channel, starts, ends) IN (0, 4))`,
  `CREATE INDEX import_reject_readings ON import_reject (meter_number, starts) WHERE meter_number IS NOT NULL AND resolved_by IS NULL`,
];

/**
 * Whose readings a refused line holds, and from when to when (seconds since 1970-01-01 UTC, half-open), where the line tells it. Of
 * lines refused by earlier releases it stays unknown.
 */
export class RefusedReadings1795455600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
