import { checkpointMigrationSql, outboxMigrationSql } from '@greenledger/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS: readonly string[] = [
  `CREATE TABLE import (
    id uuid PRIMARY KEY,
    sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    kind text NOT NULL CHECK (kind IN ('meter-file', 'cis-extract')),
    sha256 text NOT NULL,
    file_name text NOT NULL,
    size_bytes bigint NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    state text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'parsing', 'published', 'stored', 'refused', 'failed')),
    attempts int NOT NULL DEFAULT 0,
    resume_line int NOT NULL DEFAULT 0,
    accepted_lines int NOT NULL DEFAULT 0,
    rejected_lines int NOT NULL DEFAULT 0,
    readings bigint NOT NULL DEFAULT 0,
    batches int NOT NULL DEFAULT 0,
    usage_points_changed int NOT NULL DEFAULT 0,
    stored_added bigint NOT NULL DEFAULT 0,
    stored_corrected bigint NOT NULL DEFAULT 0,
    stored_duplicate bigint NOT NULL DEFAULT 0,
    stored_superseded bigint NOT NULL DEFAULT 0,
    refusal_code text,
    refusal_detail text,
    notes jsonb NOT NULL DEFAULT '[]',
    UNIQUE (kind, sha256))`,
  `CREATE INDEX import_open ON import (sequence) WHERE state IN ('received', 'parsing')`,
  `CREATE TABLE import_reject (
    import_id uuid NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    line int NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    code text NOT NULL,
    text text NOT NULL,
    raw text NOT NULL,
    PRIMARY KEY (import_id, line))`,
  `CREATE TABLE customer (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_number text NOT NULL UNIQUE,
    name text NOT NULL,
    email text,
    locale text NOT NULL)`,
  `CREATE TABLE account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_number text NOT NULL UNIQUE,
    customer_id uuid NOT NULL REFERENCES customer (id))`,
  `CREATE TABLE service_point (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    service_point_number text NOT NULL UNIQUE,
    service_kind int NOT NULL CHECK (service_kind IN (0, 1, 2)),
    address text NOT NULL,
    postcode text NOT NULL,
    time_zone text NOT NULL,
    tariff text,
    published text)`,
  `CREATE TABLE agreement (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    agreement_number text NOT NULL,
    account_id uuid NOT NULL REFERENCES account (id),
    service_point_id uuid NOT NULL REFERENCES service_point (id),
    service_from bigint NOT NULL,
    service_to bigint,
    UNIQUE (agreement_number, service_point_id))`,
  `CREATE INDEX agreement_service_point ON agreement (service_point_id)`,
  `CREATE INDEX agreement_account ON agreement (account_id)`,
  `CREATE INDEX account_customer ON account (customer_id)`,
  `CREATE TABLE meter_installation (
    meter_number text NOT NULL,
    service_point_id uuid NOT NULL REFERENCES service_point (id),
    installed_from bigint NOT NULL,
    installed_to bigint,
    PRIMARY KEY (meter_number, service_point_id, installed_from))`,
  `CREATE INDEX meter_installation_service_point ON meter_installation (service_point_id)`,
];

/** Ledger of imports, customer master data (erasable), crosswalk of meters, outbox and checkpoint. Times without zone are seconds since 1970-01-01 UTC. */
export class InitialSchema1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...STATEMENTS, ...outboxMigrationSql(), ...checkpointMigrationSql()]) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
