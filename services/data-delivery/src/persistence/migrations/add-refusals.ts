import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refused requests of known companies, kept for thirty days. */
const REFUSAL = `CREATE TABLE refusal (
  refusal_id uuid PRIMARY KEY,
  refused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  third_party_id text NOT NULL,
  client_id text NOT NULL,
  token_kind text NOT NULL,
  authorization_id text,
  authorization_version integer,
  terms_version integer,
  authorization_status text,
  method text NOT NULL,
  target text NOT NULL,
  status smallint NOT NULL,
  code text NOT NULL,
  detail text NOT NULL,
  members jsonb NOT NULL,
  correlation_id text NOT NULL)`;

const INDEXES = [
  'CREATE INDEX refusal_by_company ON refusal (third_party_id, refused_at DESC)',
  'CREATE INDEX refusal_by_age ON refusal (refused_at)',
];

export class AddRefusals1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [REFUSAL, ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refusal');
  }
}
