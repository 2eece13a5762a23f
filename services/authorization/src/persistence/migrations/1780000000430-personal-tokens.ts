import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Personal tokens: only the SHA-256 of each, nothing that opens a door. */
export class PersonalTokens1780000000430 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE personal_token (
      token_id uuid PRIMARY KEY, token_sha256 text NOT NULL UNIQUE, customer_id text NOT NULL, authorization_id text NOT NULL UNIQUE,
      label text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL, last_used_at timestamptz)`);
    await runner.query('CREATE INDEX personal_token_customer ON personal_token (customer_id, created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE personal_token');
  }
}
