import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rights of people of companies to fetch one file each; the ticket itself is not kept. */
const DOWNLOAD_TICKET = `CREATE TABLE download_ticket (
  ticket_sha256 bytea PRIMARY KEY,
  third_party_id text NOT NULL,
  client_id text NOT NULL,
  authorization_id text NOT NULL,
  what text NOT NULL CHECK (what IN ('usage', 'bills', 'customer')),
  expires_at timestamptz NOT NULL)`;

export class AddDownloadTickets1795450400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DOWNLOAD_TICKET);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE download_ticket');
  }
}
