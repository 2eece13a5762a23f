import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language in which the customer agreed: mails follow it. Null: not known, as for a form on paper. */
export class MailLanguage1764000001400 implements MigrationInterface {
  readonly name = 'MailLanguage1764000001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table authorization_terms add column locale text');
    await runner.query('alter table mail add column locale text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mail drop column locale; alter table authorization_terms drop column locale');
  }
}
