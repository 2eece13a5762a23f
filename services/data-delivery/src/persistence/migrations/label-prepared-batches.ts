import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The label that a client gave its request (`x-transaction`): the notification of the result carries it too. */
export class LabelPreparedBatches1795443000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE prepared_batch ADD COLUMN transaction_label text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE prepared_batch DROP COLUMN transaction_label');
  }
}
