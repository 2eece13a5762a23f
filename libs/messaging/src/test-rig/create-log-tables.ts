import type { MigrationInterface, QueryRunner } from 'typeorm';
import { checkpointMigrationSql } from '../consumer/checkpoint.js';
import { outboxMigrationSql } from '../outbox/outbox-migration.js';

/** Tables of an owner and of a follower; `applied` keeps the order of application and allows duplicates, so that they show. */
export class CreateLogTables1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const applied = 'CREATE TABLE applied (ordinal bigserial PRIMARY KEY, log_index bigint NOT NULL)';
    for (const statement of [...outboxMigrationSql(), ...checkpointMigrationSql(), applied]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox, outbox_head, log_checkpoint, applied');
  }
}
