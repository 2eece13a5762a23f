import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What authorizations must know of the customer tables, in the order of the commits. Pseudonymous ids only, so that
 * erasing a customer leaves it alone. What is known already is the first entries.
 */
export class CustomerChanges1764000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE customer_change (
      sequence bigint PRIMARY KEY,
      usage_point_id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN ('holders', 'identifier')),
      change jsonb NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    await runner.query(`INSERT INTO customer_change (sequence, usage_point_id, kind, change)
      SELECT row_number() OVER (ORDER BY g.service_point_id) - 1, g.service_point_id, 'holders', jsonb_build_object('holders',
             jsonb_agg(jsonb_build_object('customerId', a.customer_id, 'from', g.service_from, 'to', g.service_to) ORDER BY g.service_from))
        FROM agreement g JOIN account a ON a.id = g.account_id GROUP BY g.service_point_id`);
    // For the guest page, which looks an account up however its number was typed.
    await runner.query(`CREATE INDEX account_plain_number ON account (upper(regexp_replace(account_number, '[\\s-]', '', 'g')))`);
    // The list only grows: a follower that came back must find what it missed.
    await runner.query('REVOKE UPDATE, DELETE ON customer_change FROM gl_meter_ingestion');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_plain_number');
    await runner.query('DROP TABLE customer_change');
  }
}
