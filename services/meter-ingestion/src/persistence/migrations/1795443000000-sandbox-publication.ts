import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the sandbox customer's readings are in the log. One row at most. */
export class SandboxPublication1795443000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE sandbox_publication (
      one boolean PRIMARY KEY DEFAULT true CHECK (one), published_at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
