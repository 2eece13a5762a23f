import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Batches prepared in the background. A job of a bulk has no authorization, a job of one authorization no bulk. */
const BATCH = `CREATE TABLE prepared_batch (
  job_id uuid PRIMARY KEY,
  third_party_id text NOT NULL,
  client_id text NOT NULL,
  authorization_id text,
  bulk_id text,
  application_information_id text NOT NULL,
  asked jsonb NOT NULL,
  query jsonb NOT NULL,
  resource_uri text NOT NULL,
  self_uri text NOT NULL,
  face text NOT NULL,
  correlation_id text NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'ready', 'failed', 'expired')),
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  error_code text,
  error_detail text,
  attempts integer NOT NULL DEFAULT 0,
  lease_id uuid,
  leased_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz,
  stored_bytes bigint,
  plain_bytes bigint,
  sha256 text,
  CHECK ((authorization_id IS NULL) <> (bulk_id IS NULL)))`;

/** What a result holds, as it was recorded: each download has it decided again. */
const RELEASE = `CREATE TABLE prepared_release (
  job_id uuid NOT NULL REFERENCES prepared_batch ON DELETE CASCADE,
  ordinal integer NOT NULL,
  release jsonb NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (job_id, ordinal))`;

const INDEXES = [
  // One unfinished job per request: the second request finds the first.
  `CREATE UNIQUE INDEX prepared_batch_unfinished ON prepared_batch (third_party_id, md5(self_uri), face) WHERE state IN ('queued', 'running')`,
  `CREATE INDEX prepared_batch_due ON prepared_batch (created_at) WHERE state IN ('queued', 'running')`,
  'CREATE INDEX prepared_batch_by_correlation ON prepared_batch (third_party_id, correlation_id)',
  'CREATE INDEX prepared_batch_by_company ON prepared_batch (third_party_id, created_at DESC)',
];

export class AddPreparedBatches1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [BATCH, RELEASE, ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE prepared_release, prepared_batch');
  }
}
