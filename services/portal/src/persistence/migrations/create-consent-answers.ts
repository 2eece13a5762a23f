import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Spent tokens of consent forms, and where each answer led; hashes of random values, and no id of a request. Swept after a day. */
export class CreateConsentAnswers1764000001610 implements MigrationInterface {
  readonly name = 'CreateConsentAnswers1764000001610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table consent_answer (
      token_hash bytea primary key,
      form_hash bytea not null,
      outcome text,
      failed boolean not null default false,
      created_at timestamptz not null default now())`);
    await runner.query('create index consent_answer_form on consent_answer (form_hash)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table consent_answer');
  }
}
