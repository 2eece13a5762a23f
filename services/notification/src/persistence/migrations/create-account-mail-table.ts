import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that is not about an authorization. `recipient` and `mail` (its link opens a door) are emptied when the row ends. */
export class CreateAccountMailTable1764000001300 implements MigrationInterface {
  readonly name = 'CreateAccountMailTable1764000001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table account_mail (
      id uuid primary key default gen_random_uuid(),
      mail_id text not null unique,
      lane text not null,
      recipient text,
      mail jsonb,
      state text not null default 'pending' check (state in ('pending', 'done', 'failed', 'cancelled')),
      attempts integer not null default 0,
      next_attempt_at timestamptz not null default now(),
      lease_id uuid,
      leased_until timestamptz,
      last_outcome text,
      created_at timestamptz not null default now(),
      finished_at timestamptz)`);
    await runner.query(`create index account_mail_due on account_mail (next_attempt_at, lane) where state = 'pending'`);
    // Whoever ends a row, and however: the address and the link are gone with the same statement.
    await runner.query(`create function forget_account_mail() returns trigger language plpgsql as
      $$ begin if new.state <> 'pending' then new.recipient := null; new.mail := null; end if; return new; end $$`);
    await runner.query(
      `create trigger forget_account_mail before update on account_mail for each row execute function forget_account_mail()`,
    );
    await runner.query('revoke delete on account_mail from gl_notification');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_mail');
    await runner.query('drop function forget_account_mail');
  }
}
