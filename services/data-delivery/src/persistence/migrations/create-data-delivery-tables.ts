import type { MigrationInterface, QueryRunner } from 'typeorm';
import { checkpointMigrationSql, outboxMigrationSql } from '@greenledger/messaging';

/** What the projections of the meter-ingestion log are made of. Rows of the two version tables are added, never replaced. */
const PROJECTIONS = [
  `CREATE TABLE usage_point (
     usage_point_id text NOT NULL,
     version integer NOT NULL,
     service_kind smallint NOT NULL,
     time_zone text NOT NULL,
     status smallint NOT NULL,
     tariff_profile text,
     holders jsonb NOT NULL,
     digest text NOT NULL,
     recorded_at timestamptz NOT NULL,
     PRIMARY KEY (usage_point_id, version))`,
  `CREATE TABLE channel (
     channel_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     usage_point_id text NOT NULL,
     reading_type_key text NOT NULL,
     recorded_at timestamptz NOT NULL,
     UNIQUE (usage_point_id, reading_type_key))`,
  // first_start, last_start and value_count are of the readings that have a value; file_times says which file time each
  // run of readings came with, as pairs of count and time.
  `CREATE TABLE reading_day (
     channel_id integer NOT NULL,
     day date NOT NULL,
     version integer NOT NULL,
     block bytea NOT NULL,
     digest text NOT NULL,
     file_times bigint[] NOT NULL,
     value_count integer NOT NULL,
     first_start bigint,
     last_start bigint,
     recorded_at timestamptz NOT NULL,
     PRIMARY KEY (channel_id, day, version))`,
];

/** What one import has done to each usage point, until the import is complete. */
const IMPORTS = `CREATE TABLE import_effect (
  import_id text NOT NULL,
  usage_point_id text NOT NULL,
  added bigint NOT NULL,
  corrected bigint NOT NULL,
  duplicate bigint NOT NULL,
  superseded bigint NOT NULL,
  changed_start bigint,
  changed_end bigint,
  PRIMARY KEY (import_id, usage_point_id))`;

/** What left the house and how it ended. `started` without an end: the process was killed while it sent. */
const ACCESS_LOG = `CREATE TABLE access_log (
  release_id uuid PRIMARY KEY,
  authorization_id text NOT NULL,
  third_party_id text NOT NULL,
  resource text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  bytes bigint NOT NULL DEFAULT 0,
  end_state text NOT NULL DEFAULT 'started' CHECK (end_state IN ('started', 'complete', 'aborted', 'failed')))`;

/** The role may do everything by default: taken back where a row, once written, stays as it is. */
const GRANTS = [
  'REVOKE UPDATE, DELETE ON usage_point, channel, reading_day FROM gl_data_delivery',
  // Content and version stay as written; only the note of the newest file time that agreed with them may move.
  'GRANT UPDATE (file_times) ON reading_day TO gl_data_delivery',
  'REVOKE DELETE ON access_log FROM gl_data_delivery',
];

export class CreateDataDeliveryTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const statements = [...PROJECTIONS, IMPORTS, ACCESS_LOG, ...GRANTS, ...outboxMigrationSql(), ...checkpointMigrationSql()];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access_log, import_effect, reading_day, channel, usage_point');
  }
}
