import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The right to bring one file, for a moment; only its hash is kept. */
const TABLE = `CREATE TABLE upload_ticket (
  ticket_sha256 bytea PRIMARY KEY,
  operator text NOT NULL,
  expires_at timestamptz NOT NULL)`;

export class UploadTickets1795442400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
