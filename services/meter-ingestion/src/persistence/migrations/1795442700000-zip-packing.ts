import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file may have come inside of a zip archive. */
export class ZipPacking1795442700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE import DROP CONSTRAINT import_packing_check, ADD CONSTRAINT import_packing_check CHECK (packing IN ('none', 'gzip', 'zip'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
