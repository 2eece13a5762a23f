import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Summaries of power quality as they were told, one row for each version of each; rows are added, never replaced. */
const POWER_QUALITY_SUMMARY = `CREATE TABLE power_quality_summary (
  summary_id text NOT NULL,
  version integer NOT NULL,
  usage_point_id text NOT NULL,
  period_start bigint NOT NULL,
  period_end bigint NOT NULL,
  measured jsonb NOT NULL,
  digest text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (summary_id, version))`;

export class AddPowerQualitySummaries1795443300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POWER_QUALITY_SUMMARY);
    await runner.query('CREATE INDEX power_quality_summary_usage_point ON power_quality_summary (usage_point_id)');
    await runner.query('REVOKE UPDATE, DELETE ON power_quality_summary FROM gl_data_delivery');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE power_quality_summary');
  }
}
