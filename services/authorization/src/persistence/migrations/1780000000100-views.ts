import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * View tables projected from the event log; deletable and rebuildable at any time.
 * Times stand as the store's own text (RFC 3339 UTC with microseconds): a timestamptz would lose nothing, a JS Date would.
 */
export class Views1780000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE authorization_view (
      authorization_id text PRIMARY KEY, third_party_id text NOT NULL, customer_id text NOT NULL, status text NOT NULL,
      terms jsonb NOT NULL, scope text NOT NULL, authorized_until bigint, version integer NOT NULL, terms_version integer NOT NULL,
      granted_at text NOT NULL, changed_at text NOT NULL, ended jsonb)`);
    await runner.query('CREATE INDEX authorization_view_third_party ON authorization_view (third_party_id)');
    await runner.query('CREATE INDEX authorization_view_customer ON authorization_view (customer_id)');
    await runner.query(`CREATE INDEX authorization_view_due ON authorization_view (authorized_until) WHERE status = 'active'`);
    await runner.query(`CREATE TABLE third_party_view (
      third_party_id text PRIMARY KEY, application_information_id text NOT NULL UNIQUE, client_id text NOT NULL UNIQUE,
      facts jsonb NOT NULL, status text NOT NULL, registered_at text NOT NULL, changed_at text NOT NULL)`);
    await runner.query(`CREATE TABLE release_view (
      position bigint PRIMARY KEY, release_id text NOT NULL, authorization_id text NOT NULL, third_party_id text NOT NULL,
      recorded_at text NOT NULL, manifest jsonb NOT NULL)`);
    await runner.query('CREATE INDEX release_view_authorization ON release_view (authorization_id, position)');
    await runner.query('CREATE TABLE projection_checkpoint (one boolean PRIMARY KEY DEFAULT true CHECK (one), position bigint)');
    await runner.query('INSERT INTO projection_checkpoint (position) VALUES (NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE projection_checkpoint, release_view, third_party_view, authorization_view');
  }
}
