import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  `CREATE SEQUENCE profile_revision`,
  // A version without revision is a draft: it can be tried, and no file is read by it. The revision orders what came into force.
  `CREATE TABLE source_profile (
    name text NOT NULL,
    version int NOT NULL,
    revision bigint UNIQUE,
    definition jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL,
    PRIMARY KEY (name, version))`,
  `INSERT INTO source_profile (name, version, revision, definition, created_by) VALUES
    ('power-line', 1, nextval('profile_revision'), '{"sender":"DCSI","flags":{"A":{"quality":14,"hasValue":true}}}', 'installation'),
    ('sensus-radio', 1, nextval('profile_revision'), '{"sender":"SENSUS","meterIdFallback":"receiverCustomerId"}', 'installation')`,
  // Counts the changes of the crosswalk, in the transactions that make them.
  `CREATE TABLE crosswalk_state (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), revision bigint NOT NULL)`,
  `INSERT INTO crosswalk_state (revision) VALUES (0)`,
  `CREATE TABLE channel_stream (
    usage_point_id uuid NOT NULL REFERENCES service_point (id),
    channel text NOT NULL,
    stream text NOT NULL,
    PRIMARY KEY (usage_point_id, channel))`,
  `ALTER TABLE import
     ADD COLUMN format text,
     ADD COLUMN profile_name text,
     ADD COLUMN profile_version int,
     ADD COLUMN profile_revision bigint NOT NULL DEFAULT 0,
     ADD COLUMN crosswalk_revision bigint NOT NULL DEFAULT 0,
     ADD COLUMN replay_of uuid REFERENCES import (id),
     ADD COLUMN noted_lines int NOT NULL DEFAULT 0,
     ALTER COLUMN resume_line TYPE bigint,
     DROP CONSTRAINT import_kind_sha256_key`,
  `UPDATE import SET format = 'cmep' WHERE kind = 'meter-file'`,
  // The same content is one import; its replays are imports of their own, one for each state of profiles and crosswalk.
  `CREATE UNIQUE INDEX import_content ON import (kind, sha256) WHERE replay_of IS NULL`,
  `CREATE UNIQUE INDEX import_replay ON import (replay_of, crosswalk_revision, profile_revision, coalesce(profile_name, ''), coalesce(profile_version, 0))
     WHERE replay_of IS NOT NULL`,
  `ALTER TABLE import_reject ADD COLUMN position bigint, ADD COLUMN resolved_by uuid REFERENCES import (id)`,
  `UPDATE import_reject SET position = line`,
  `ALTER TABLE import_reject DROP CONSTRAINT import_reject_pkey, ADD PRIMARY KEY (import_id, position)`,
  `CREATE INDEX import_reject_open ON import_reject (import_id, code) WHERE resolved_by IS NULL`,
  `CREATE TABLE import_note (
    import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    position bigint NOT NULL,
    line int NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    data jsonb,
    raw text NOT NULL,
    PRIMARY KEY (import_id, position))`,
];

/** Source profiles as versioned data, formats beside CMEP, and refused lines that can be judged anew. */
export class ProfilesAndQuarantine1795439400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
