import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Summaries of power quality as they were last told. Times are seconds since 1970-01-01 UTC. */
const POWER_QUALITY = `CREATE TABLE power_quality (
  id uuid PRIMARY KEY,
  service_point_id uuid NOT NULL REFERENCES service_point (id),
  summary_from bigint NOT NULL,
  summary_to bigint NOT NULL,
  published text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (service_point_id, summary_from, summary_to))`;

export class PowerQuality1795443200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POWER_QUALITY);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
