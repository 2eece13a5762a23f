import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Paper forms between the two operators. Holds a reason in free words, so it is a table that can be erased, and no event. */
export class PaperAuthorizations1780000000420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE paper_authorization (
      paper_id uuid PRIMARY KEY, third_party_id text NOT NULL, customer_id text NOT NULL, choice jsonb NOT NULL, reason text NOT NULL,
      evidence_digest text NOT NULL CHECK (evidence_digest ~ '^[0-9a-f]{64}$'),
      entered_by text NOT NULL, entered_at timestamptz NOT NULL DEFAULT now(),
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'declined')),
      decided_by text, decided_at timestamptz, authorization_id text,
      CONSTRAINT paper_needs_two CHECK (decided_by IS DISTINCT FROM entered_by OR decided_by IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE paper_authorization');
  }
}
