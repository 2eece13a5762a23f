import { eventLogMigrationSql, eventLogRemovalSql } from '@greenledger/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The event log: append function, head row, triggers, and the role that owns them. */
export class EventLog1780000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of eventLogMigrationSql()) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of eventLogRemovalSql()) await runner.query(statement);
  }
}
