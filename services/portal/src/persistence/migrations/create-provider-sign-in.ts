import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in at an OpenID Connect provider. What the provider told of a customer lives and dies with the session (twelve hours at
 * most); the departures hold no token and are keyed by a hash of the browser's cookie.
 */
export class CreateProviderSignIn1764000000310 implements MigrationInterface {
  readonly name = 'CreateProviderSignIn1764000000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session add column identity jsonb');
    await runner.query(`create table provider_departure (
      key_hash bytea primary key,
      nonce text not null,
      code_verifier text not null,
      return_to text not null,
      created_at timestamptz not null default now())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table provider_departure');
    await runner.query('alter table session drop column identity');
  }
}
