import type { MigrationInterface, QueryRunner } from 'typeorm';

const DATED = ['customer', 'account', 'service_point', 'agreement', 'meter_installation'];

const STATEMENTS: readonly string[] = [
  ...DATED.map((table) => `ALTER TABLE ${table} ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp()`),
  // digest_salt goes into the digests of released records: with it erased, no recorded digest can be tried against guesses.
  `ALTER TABLE customer ADD COLUMN kind text, ADD COLUMN phone text, ADD COLUMN mailing_address text,
     ADD COLUMN digest_salt uuid NOT NULL DEFAULT gen_random_uuid()`,
  `ALTER TABLE service_point ADD COLUMN voltage_class text`,
  `CREATE TABLE rate_schedule (
    service_point_id uuid NOT NULL REFERENCES service_point (id),
    tariff text NOT NULL,
    effective_from bigint NOT NULL,
    effective_to bigint,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (service_point_id, effective_from))`,
  `CREATE TABLE program_enrollment (
    agreement_id uuid NOT NULL REFERENCES agreement (id),
    code text NOT NULL,
    name text NOT NULL,
    status text NOT NULL CHECK (status IN ('enrolled', 'unenrolled', 'enrolledPending')),
    enrolled_from bigint NOT NULL,
    enrolled_to bigint,
    caiso_resource_id text,
    caiso_location_id text,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (agreement_id, code, enrolled_from))`,
  `CREATE TABLE bill (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    bill_number text NOT NULL UNIQUE,
    agreement_id uuid NOT NULL REFERENCES agreement (id),
    issued_at bigint NOT NULL,
    summary jsonb NOT NULL,
    published text,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE INDEX bill_agreement ON bill (agreement_id)`,
];

/** Customer records in full: contacts, voltage class, rate schedules, programmes, bills. Times without zone are seconds since 1970-01-01 UTC. */
export class CustomerRecords1795442100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are additive: restore a backup instead of migrating down');
  }
}
