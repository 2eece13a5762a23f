import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Readings of closed months, a row for each channel and month. `month` is its first day, counted as days are; `days` holds the newest
 * version of each day, `former` the ones before, so that only who asks for the past reads it. The bytes are packed: what is too long
 * for a page goes beside the table as it is.
 */
const MONTHS = `CREATE TABLE reading_month (
  channel_id integer NOT NULL,
  month smallint NOT NULL,
  days bytea STORAGE EXTERNAL NOT NULL,
  former bytea STORAGE EXTERNAL,
  PRIMARY KEY (channel_id, month))`;

/**
 * Takes away the days of months that are compacted, and no others: the role of the service itself may delete none. Inside of a
 * transaction that sees one state these are the days that were packed. Tells how many they were.
 */
const LET_GO = `CREATE FUNCTION let_compacted_days_go(channel_ids integer[], months smallint[]) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE gone bigint;
  BEGIN
    -- By place: a join might read all days of a channel for each of its months, or the whole table.
    DELETE FROM reading_day WHERE ctid = ANY (ARRAY(
      SELECT days.place
        FROM unnest(channel_ids, months) AS w (channel_id, month) JOIN reading_month USING (channel_id, month)
       CROSS JOIN LATERAL (
         SELECT ctid AS place FROM reading_day d WHERE d.channel_id = w.channel_id AND d.day >= w.month
            AND d.day < ((date '2000-01-01' + w.month) + interval '1 month')::date - date '2000-01-01' OFFSET 0) AS days));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
  END $$`;

export class AddReadingMonths1795449700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MONTHS);
    await runner.query('REVOKE UPDATE, DELETE ON reading_month FROM gl_data_delivery');
    await runner.query('GRANT UPDATE (days, former) ON reading_month TO gl_data_delivery');
    await runner.query(LET_GO);
    await runner.query('REVOKE ALL ON FUNCTION let_compacted_days_go FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION let_compacted_days_go TO gl_data_delivery');
  }

  /** @throws Error when a month is compacted: its readings would be lost */
  async down(runner: QueryRunner): Promise<void> {
    const months: unknown[] = await runner.query('SELECT FROM reading_month LIMIT 1');
    if (months.length > 0) throw new Error('months are compacted: rebuild the read model before this migration is taken back');
    await runner.query('DROP FUNCTION let_compacted_days_go');
    await runner.query('DROP TABLE reading_month');
  }
}
