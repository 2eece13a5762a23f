import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each batch of an import has done, one row a batch, until the import is complete; the arrays belong together by place. Takes
 * the place of `import_effect`, a row for each usage point that was written, updated and deleted again.
 */
const BATCHES = `CREATE TABLE import_effect_batch (
  import_id text NOT NULL,
  log_index bigint NOT NULL,
  usage_point_ids text[] NOT NULL,
  added bigint[] NOT NULL,
  corrected bigint[] NOT NULL,
  duplicate bigint[] NOT NULL,
  superseded bigint[] NOT NULL,
  changed_start bigint[] NOT NULL,
  changed_end bigint[] NOT NULL,
  PRIMARY KEY (import_id, log_index))`;

export class AddImportEffectBatches1795442400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BATCHES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_effect_batch');
  }
}
