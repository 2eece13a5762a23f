import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Initial access tokens (RFC 7591 section 3): each opens one registration by machine. Kept as SHA-256. */
export class InitialAccessToken1780000001310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE oauth_initial_access_token (
      token_sha256 text PRIMARY KEY, issued_by text NOT NULL, expires_at timestamptz NOT NULL, third_party_id text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE oauth_initial_access_token');
  }
}
