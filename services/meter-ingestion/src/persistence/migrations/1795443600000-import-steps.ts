import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the commits of each import stood: a file that is read again is cut at the same places, whatever the program's own limits are then. */
export class ImportSteps1795443600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE import_step (
      import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
      position bigint NOT NULL,
      batches int NOT NULL,
      PRIMARY KEY (import_id, position))`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
