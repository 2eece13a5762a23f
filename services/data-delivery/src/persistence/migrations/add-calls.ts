import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest calls of each company, for its request inspector. No token stands here. */
const API_CALL = `CREATE TABLE api_call (
  call_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  third_party_id text NOT NULL,
  called_at timestamptz NOT NULL,
  method text NOT NULL,
  target text NOT NULL,
  token_kind text NOT NULL,
  authorization_id text,
  status smallint NOT NULL,
  complete boolean NOT NULL,
  duration integer NOT NULL,
  release_id uuid,
  correlation_id text NOT NULL)`;

export class AddCalls1795450500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(API_CALL);
    await runner.query('CREATE INDEX api_call_by_company ON api_call (third_party_id, call_id DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_call');
  }
}
