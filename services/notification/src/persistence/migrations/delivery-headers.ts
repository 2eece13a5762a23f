import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words that tie the notification of a prepared batch to its request; null for all other deliveries. */
export class DeliveryHeaders1795443000100 implements MigrationInterface {
  readonly name = 'DeliveryHeaders1795443000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery add column headers jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery drop column headers');
  }
}
