import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills as they were told, one row for each version of each; rows are added, never replaced. */
const BILLING_SUMMARY = `CREATE TABLE billing_summary (
  bill_id text NOT NULL,
  version integer NOT NULL,
  usage_point_id text NOT NULL,
  customer_id text NOT NULL,
  period_start bigint NOT NULL,
  period_end bigint NOT NULL,
  summary jsonb NOT NULL,
  digest text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (bill_id, version))`;

export class AddBillingSummaries1795442200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BILLING_SUMMARY);
    await runner.query('CREATE INDEX billing_summary_usage_point ON billing_summary (usage_point_id)');
    await runner.query('REVOKE UPDATE, DELETE ON billing_summary FROM gl_data_delivery');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE billing_summary');
  }
}
