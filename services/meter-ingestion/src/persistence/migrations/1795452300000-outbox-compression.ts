import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches of readings are a hundred thousand bytes of text each, and PostgreSQL's own compression takes longer over one than all else
 * that its commit does. Where the server was built without lz4, it stays as it is; so do the batches that are stored.
 */
const LZ4 = `DO $$ BEGIN
  ALTER TABLE outbox ALTER COLUMN data SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$`;

export class OutboxCompression1795452300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LZ4);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
