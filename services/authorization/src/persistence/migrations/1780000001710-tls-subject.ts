import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one name by which the certificates of a `tls_client_auth` client are known: `{ field, value }`. */
export class TlsSubject1780000001710 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_client ADD COLUMN tls_subject jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE oauth_client DROP COLUMN tls_subject');
  }
}
