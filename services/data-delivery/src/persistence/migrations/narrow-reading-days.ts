import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of days with nothing beside their bytes that the bytes tell: counts, first and last start and the digest are worked out
 * where they are needed. `day` counts from 2000-01-01, `file_times` is packed: half of the space of a day of 24 values, and a key of
 * eight bytes. The order of the columns leaves no gap between them.
 */
const NARROW = `CREATE TABLE reading_day (
  recorded_at timestamptz NOT NULL,
  channel_id integer NOT NULL,
  day smallint NOT NULL,
  version smallint NOT NULL,
  file_times bytea NOT NULL,
  block bytea NOT NULL)`;

/** LEB128, as libs/contracts writes it. */
const VARINT = `CREATE FUNCTION pg_temp.varint(n bigint) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE bytes bytea := '';
  BEGIN
    WHILE n >= 128 LOOP
      bytes := bytes || set_byte('\\x00', 0, (n & 127 | 128)::integer);
      n := n >> 7;
    END LOOP;
    RETURN bytes || set_byte('\\x00', 0, n::integer);
  END $$`;

/** Runs of count and time, of which the last one is told without its count. */
const FILE_TIMES = `CREATE FUNCTION pg_temp.packed(runs bigint[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    bytes bytea := '';
    last integer := cardinality(runs);
  BEGIN
    FOR i IN 1 .. last - 2 LOOP bytes := bytes || pg_temp.varint(runs[i]); END LOOP;
    RETURN bytes || pg_temp.varint(runs[last]);
  END $$`;

const CONVERT = `
  INSERT INTO reading_day (recorded_at, channel_id, day, version, file_times, block)
  SELECT recorded_at, channel_id, (day - date '2000-01-01')::smallint, version::smallint, pg_temp.packed(file_times), block
    FROM reading_day_wide`;

export class NarrowReadingDays1795449600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reading_day RENAME TO reading_day_wide');
    await runner.query('ALTER INDEX reading_day_pkey RENAME TO reading_day_wide_pkey');
    for (const statement of [NARROW, VARINT, FILE_TIMES, CONVERT, 'DROP TABLE reading_day_wide']) await runner.query(statement);
    await runner.query('ALTER TABLE reading_day ADD PRIMARY KEY (channel_id, day, version)');
    await runner.query('REVOKE UPDATE, DELETE ON reading_day FROM gl_data_delivery');
    // Content and version stay as written; only the note of the newest file time that agreed with them may move.
    await runner.query('GRANT UPDATE (file_times) ON reading_day TO gl_data_delivery');
  }

  /** @throws Error always: what the wide rows told beside the bytes is not kept. `npm run rebuild -- data-delivery` makes them again. */
  down(): Promise<void> {
    return Promise.reject(
      new Error('narrow days do not become wide again: run the earlier release on an empty schema and rebuild the read model'),
    );
  }
}
