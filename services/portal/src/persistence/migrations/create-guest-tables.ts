import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes that guests were told to enter: hashed under the browser's own session id, so the table opens nothing. */
export class CreateGuestTables1764000000400 implements MigrationInterface {
  readonly name = 'CreateGuestTables1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table guest_challenge (
      session_hash bytea primary key,
      code_hash bytea not null,
      customer_id text,
      attempts integer not null default 0,
      created_at timestamptz not null default now())`);
    await runner.query('create index on guest_challenge (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table guest_challenge');
  }
}
