import { checkpointMigrationSql } from '@greenledger/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns by which a leased queue works; `lane` is what must not wait for another (a company, a customer). */
const QUEUE_COLUMNS = `
  id uuid primary key default gen_random_uuid(),
  lane text not null,
  event_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'failed', 'cancelled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_id uuid,
  leased_until timestamptz,
  last_outcome text,
  created_at timestamptz not null default now(),
  finished_at timestamptz`;

/** No address, name or e-mail of a person is in any of these tables: contacts are asked for at the moment of sending. */
export class CreateNotificationTables1764000000001 implements MigrationInterface {
  readonly name = 'CreateNotificationTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of checkpointMigrationSql()) await runner.query(sql);
    await runner.query(`create table third_party (
      third_party_id text primary key,
      name text not null,
      notify_uri text not null,
      disabled_at timestamptz,
      disabled_because text)`);
    await runner.query(`create table authorization_terms (
      authorization_id text primary key,
      third_party_id text not null,
      customer_id text not null,
      active boolean not null,
      terms jsonb not null)`);
    await runner.query(`create table authorized_usage_point (
      usage_point_id text not null,
      authorization_id text not null references authorization_terms,
      primary key (usage_point_id, authorization_id))`);
    await runner.query('create index on authorized_usage_point (authorization_id)');
    await runner.query(`create table delivery (${QUEUE_COLUMNS},
      ordinal integer not null,
      resources jsonb not null,
      unique (event_id, lane, ordinal))`);
    await runner.query(`create table delivery_attempt (
      delivery_id uuid not null references delivery,
      attempt integer not null,
      at timestamptz not null default now(),
      outcome text not null,
      primary key (delivery_id, attempt))`);
    await runner.query(`create table mail (${QUEUE_COLUMNS},
      authorization_id text not null,
      kind text not null check (kind in ('granted', 'modified', 'revoked')),
      third_party_name text not null,
      terms jsonb not null,
      unique (event_id, kind))`);
    for (const table of ['delivery', 'mail']) {
      await runner.query(`create index ${table}_due on ${table} (next_attempt_at, lane) where state = 'pending'`);
    }
    // By default the service may do everything with its tables: here is what it must not.
    await runner.query('revoke delete on third_party, authorization_terms, delivery, mail from gl_notification');
    await runner.query('revoke update, delete on delivery_attempt from gl_notification');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail, delivery_attempt, delivery, authorized_usage_point, authorization_terms, third_party');
  }
}
