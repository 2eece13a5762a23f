import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People of companies: personal data, so a row is deleted when the person is removed. Link tokens are kept as SHA-256. */
export class CreateCompanyTables1764000001300 implements MigrationInterface {
  readonly name = 'CreateCompanyTables1764000001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table company_person (
      person_id uuid primary key default gen_random_uuid(),
      third_party_id text not null,
      company_name text not null,
      email text not null,
      name text not null,
      password_hash text not null,
      role text not null check (role in ('owner', 'developer', 'readOnly')),
      confirmed_at timestamptz,
      totp_secret text,
      totp_on boolean not null default false,
      totp_last_step bigint not null default 0,
      created_at timestamptz not null default now())`);
    await runner.query('create unique index company_person_email on company_person (lower(email))');
    await runner.query('create index on company_person (third_party_id)');
    await runner.query(`create table company_link (
      token_hash bytea primary key,
      kind text not null check (kind in ('confirmation', 'invitation')),
      third_party_id text not null,
      company_name text not null,
      person_id uuid references company_person on delete cascade,
      email text not null,
      role text,
      expires_at timestamptz not null)`);
    await runner.query('create index on company_link (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table company_link, company_person');
  }
}
