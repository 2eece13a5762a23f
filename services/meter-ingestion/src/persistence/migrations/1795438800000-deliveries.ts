import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  // sha256 names the content, size_bytes counts what was delivered: the two differ when a file came compressed.
  `ALTER TABLE import
     ADD COLUMN delivered_sha256 text,
     ADD COLUMN packing text NOT NULL DEFAULT 'none' CHECK (packing IN ('none', 'gzip')),
     ADD COLUMN content_bytes bigint,
     ADD COLUMN read_bytes bigint NOT NULL DEFAULT 0`,
  `UPDATE import SET delivered_sha256 = sha256, content_bytes = size_bytes`,
  `ALTER TABLE import ALTER COLUMN delivered_sha256 SET NOT NULL, ALTER COLUMN content_bytes SET NOT NULL`,
];

/** What was delivered, apart from the content that it holds, and how far the content has been read. */
export class Deliveries1795438800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
