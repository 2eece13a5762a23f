import type { MigrationInterface, QueryRunner } from 'typeorm';

/** "I do not know this company": what customers report, for the operator. One open report per customer and company. */
export class CompanyReports1780000000410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE company_report (
      report_id uuid PRIMARY KEY, third_party_id text NOT NULL, authorization_id text, customer_id text NOT NULL, note text NOT NULL,
      reported_at timestamptz NOT NULL DEFAULT now(), state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')))`);
    await runner.query(`CREATE UNIQUE INDEX company_report_open ON company_report (third_party_id, customer_id) WHERE state = 'open'`);
    await runner.query('CREATE INDEX release_view_recorded ON release_view (authorization_id, recorded_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX release_view_recorded');
    await runner.query('DROP TABLE company_report');
  }
}
