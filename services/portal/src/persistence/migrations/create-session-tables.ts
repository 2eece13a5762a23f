import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The portal owns sessions and nothing else. Session ids are stored as SHA-256: a stolen table opens no session. */
export class CreateSessionTables1764000000002 implements MigrationInterface {
  readonly name = 'CreateSessionTables1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table session (
      id_hash bytea primary key,
      user_name text not null,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now())`);
    await runner.query('create index on session (last_seen_at)');
    await runner.query(`create table sign_in_throttle (
      key_hash bytea primary key,
      attempts integer not null,
      last_attempt_at timestamptz not null default now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session, sign_in_throttle');
  }
}
