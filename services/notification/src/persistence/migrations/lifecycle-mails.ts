import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails of the lifecycle: `details` holds what the mail tells beside the terms, pseudonymous like everything here. */
export class LifecycleMails1764000000400 implements MigrationInterface {
  readonly name = 'LifecycleMails1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mail add column details jsonb');
    await runner.query(`alter table authorization_terms add column holdings jsonb not null default '{}'`);
    // Which kinds there are is said by the program's type alone: each later kind would need a migration otherwise.
    await runner.query('alter table mail drop constraint mail_kind_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mail drop column details; alter table authorization_terms drop column holdings');
  }
}
