import { conditionalAppendSql } from '@greenledger/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The conditions of an append also hold for a batch of which some events are on record already. */
export class AppendBatchWhile1780000001800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of conditionalAppendSql()) await runner.query(statement);
  }

  /** Nothing: for a single event the function of before answers the same. */
  async down(): Promise<void> {}
}
