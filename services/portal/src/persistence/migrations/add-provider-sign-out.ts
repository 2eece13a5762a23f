import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a sign-out at the identity provider needs. It names the person to the provider only, and lives and dies with the session. */
export class AddProviderSignOut1764000001600 implements MigrationInterface {
  readonly name = 'AddProviderSignOut1764000001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session add column provider_sign_out jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session drop column provider_sign_out');
  }
}
