import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which authorizations are of the sandbox, and what companies under test were seen asking for. */
export class Sandbox1780000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE authorization_view ADD COLUMN sandbox boolean NOT NULL DEFAULT false');
    await runner.query(`CREATE INDEX authorization_view_sandbox ON authorization_view (third_party_id) WHERE sandbox`);
    await runner.query(`CREATE TABLE sandbox_request (
      request_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, client_id text NOT NULL, authorization_id text, step text NOT NULL,
      made_by text NOT NULL CHECK (made_by IN ('company', 'test')), error text, description text NOT NULL DEFAULT '',
      authentication text NOT NULL DEFAULT '', pkce boolean NOT NULL DEFAULT false, at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    await runner.query('CREATE INDEX sandbox_request_client ON sandbox_request (client_id, at DESC)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sandbox_request');
    await runner.query('ALTER TABLE authorization_view DROP COLUMN sandbox');
  }
}
