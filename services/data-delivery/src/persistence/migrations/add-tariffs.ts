import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars of tariffs, and which tariffs a usage point has had when, as they were told; rows are added, never replaced. */
const TABLES = [
  `CREATE TABLE tariff_calendar (
  tariff text NOT NULL,
  valid_from text NOT NULL,
  version integer NOT NULL,
  periods jsonb NOT NULL,
  digest text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tariff, valid_from, version))`,
  `CREATE TABLE usage_point_rate (
  usage_point_id text NOT NULL,
  version integer NOT NULL,
  rates jsonb NOT NULL,
  digest text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (usage_point_id, version))`,
];

export class AddTariffs1795450300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(table);
    await runner.query('REVOKE UPDATE, DELETE ON tariff_calendar, usage_point_rate FROM gl_data_delivery');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tariff_calendar, usage_point_rate');
  }
}
