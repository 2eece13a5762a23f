import type { MigrationInterface, QueryRunner } from 'typeorm';

/** OAuth artefacts and client credentials: only SHA-256 of tokens and scrypt hashes of secrets, nothing that opens a door. */
export class OAuth1780000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE oauth_artifact (
      model text NOT NULL, id_sha256 text NOT NULL, payload jsonb NOT NULL, grant_id text, consumed_at bigint, expires_at bigint,
      PRIMARY KEY (model, id_sha256))`);
    await runner.query('CREATE INDEX oauth_artifact_grant ON oauth_artifact (grant_id) WHERE grant_id IS NOT NULL');
    await runner.query('CREATE INDEX oauth_artifact_expiry ON oauth_artifact (expires_at)');
    await runner.query('CREATE TABLE oauth_closed_grant (grant_id text PRIMARY KEY, closed_at timestamptz NOT NULL DEFAULT now())');
    await runner.query(`CREATE TABLE oauth_client (
      client_id text PRIMARY KEY, third_party_id text NOT NULL, secret_hash text NOT NULL, registration_token_sha256 text NOT NULL UNIQUE,
      pkce_required boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`CREATE TABLE consent_answer (
      interaction_sha256 text PRIMARY KEY, authorization_id text, customer_id text, answered_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consent_answer, oauth_client, oauth_closed_grant, oauth_artifact');
  }
}
