import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Times of use of tariffs, and what was last told of the tariffs of a service point. */
const STATEMENTS = [
  `CREATE TABLE tariff_period (
    tariff text NOT NULL,
    valid_from date NOT NULL,
    rank integer NOT NULL,
    period jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tariff, valid_from, rank))`,
  'ALTER TABLE service_point ADD COLUMN published_rates text',
];

export class TariffCalendars1795450200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
