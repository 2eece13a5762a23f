import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Security options per client, and the exact moment at which a code or refresh token was first used. */
export class OAuthOptions1780000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE oauth_client ADD COLUMN options jsonb NOT NULL DEFAULT '{}'`);
    await runner.query('ALTER TABLE oauth_artifact ADD COLUMN used_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_artifact DROP COLUMN used_at');
    await runner.query('ALTER TABLE oauth_client DROP COLUMN options');
  }
}
