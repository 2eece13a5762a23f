import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Self-registration: contacts (erasable, in no event), several secrets, keys and certificates per client, test runs, milestones. */
export class ThirdPartyRegistration1780000001300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE third_party_contact (
      third_party_id text PRIMARY KEY, taxpayer_id text NOT NULL UNIQUE, business_contact jsonb NOT NULL, technical_contact jsonb NOT NULL,
      stated_at timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`CREATE TABLE third_party_test_run (
      run_id uuid PRIMARY KEY, third_party_id text NOT NULL, test text NOT NULL,
      state text NOT NULL CHECK (state IN ('running', 'passed', 'failed')), steps jsonb NOT NULL DEFAULT '[]',
      started_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz)`);
    await runner.query('CREATE INDEX third_party_test_run_newest ON third_party_test_run (third_party_id, test, started_at DESC)');
    await this.credentials(runner);
    await runner.query(`ALTER TABLE third_party_view ADD COLUMN state jsonb NOT NULL DEFAULT '{"status":"none","version":0}',
      ADD COLUMN milestones jsonb NOT NULL DEFAULT '{}'`);
    // Views are deletable at any time: the next reader fills them again, now with milestones.
    for (const view of ['release_view', 'authorization_view', 'third_party_view']) await runner.query(`DELETE FROM ${view}`);
    await runner.query('UPDATE projection_checkpoint SET position = NULL');
  }

  private async credentials(runner: QueryRunner): Promise<void> {
    // A secret without end is the company's own; one that ends is on its way out, or was made for a test run.
    await runner.query(`CREATE TABLE oauth_client_secret (
      secret_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), client_id text NOT NULL REFERENCES oauth_client ON DELETE CASCADE,
      secret_hash text NOT NULL, for_test boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz)`);
    await runner.query('CREATE INDEX oauth_client_secret_client ON oauth_client_secret (client_id)');
    await runner.query(`INSERT INTO oauth_client_secret (client_id, secret_hash, created_at)
      SELECT client_id, secret_hash, created_at FROM oauth_client`);
    await runner.query(`CREATE TABLE oauth_registration_token (
      token_sha256 text PRIMARY KEY, client_id text NOT NULL REFERENCES oauth_client ON DELETE CASCADE, expires_at timestamptz)`);
    await runner.query(`INSERT INTO oauth_registration_token (token_sha256, client_id)
      SELECT registration_token_sha256, client_id FROM oauth_client`);
    await runner.query(`CREATE TABLE oauth_client_certificate (
      certificate_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), client_id text NOT NULL REFERENCES oauth_client ON DELETE CASCADE,
      thumbprint text NOT NULL, subject text NOT NULL, issuer text NOT NULL, not_before timestamptz NOT NULL, not_after timestamptz NOT NULL,
      pem text NOT NULL, warned_at_days integer[] NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (client_id, thumbprint))`);
    await runner.query(`ALTER TABLE oauth_client ALTER COLUMN secret_hash DROP NOT NULL, ALTER COLUMN registration_token_sha256 DROP NOT NULL,
      ADD COLUMN auth_method text NOT NULL DEFAULT 'client_secret_basic', ADD COLUMN jwks jsonb, ADD COLUMN jwks_uri text,
      ADD COLUMN jwks_read_at timestamptz, ADD COLUMN last_token_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE oauth_client DROP COLUMN auth_method, DROP COLUMN jwks, DROP COLUMN jwks_uri, DROP COLUMN jwks_read_at,
      DROP COLUMN last_token_at`);
    await runner.query('ALTER TABLE third_party_view DROP COLUMN state, DROP COLUMN milestones');
    await runner.query(
      `DROP TABLE oauth_client_certificate, oauth_registration_token, oauth_client_secret, third_party_test_run, third_party_contact`,
    );
  }
}
