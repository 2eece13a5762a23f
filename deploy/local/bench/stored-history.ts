import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { cmepLines, readingsOf, type MeterGroup } from './meter-file.js';

/** Meters whose history is imported; all others are given the same one. */
export const PATTERNS: readonly MeterGroup[] = [
  { meterNumbers: ['BTH0', 'BTH1', 'BTH2', 'BTH3'], step: 3_600 },
  { meterNumbers: ['BTQ0', 'BTQ1', 'BTQ2', 'BTQ3'], step: 900 },
];

/** The history of the patterns as a meter file. */
export function patternFile(from: number, to: number): { fileName: string; content: string; readings: number } {
  return {
    fileName: 'patterns.cmep',
    content: PATTERNS.flatMap((group) => [...cmepLines(group, from, to, to)]).join(''),
    readings: PATTERNS.reduce((sum, group) => sum + readingsOf(group, from, to), 0),
  };
}

const PATIENCE = 300_000;

/** Waits until the closed months of the patterns are compacted. @throws Error when they never are */
export async function untilCompacted(months: number, database: pg.Client): Promise<void> {
  const channels = PATTERNS.reduce((sum, { meterNumbers }) => sum + meterNumbers.length, 0);
  for (const deadline = performance.now() + PATIENCE; ; await delay(500)) {
    const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM data_delivery.reading_month');
    if (Number(rows[0]!.count) >= channels * months) return;
    if (performance.now() > deadline)
      throw new Error(`only ${rows[0]!.count} months of channels are compacted after ${PATIENCE / 1_000} s`);
  }
}

// The pattern of a channel: one of those with its reading type, in turn.
const COPIES = `
  WITH named AS (
    SELECT channel_id, reading_type_key, usage_point_id IN (
             SELECT service_point_id::text FROM meter_ingestion.meter_installation WHERE meter_number LIKE 'BT%') AS is_pattern
      FROM data_delivery.channel),
  pattern AS (SELECT *, row_number() OVER (PARTITION BY reading_type_key ORDER BY channel_id) - 1 AS number FROM named WHERE is_pattern),
  copy AS (
    SELECT c.channel_id, p.channel_id AS pattern FROM named c
      JOIN pattern p ON p.reading_type_key = c.reading_type_key AND p.number = c.channel_id % 4 WHERE NOT c.is_pattern)`;

/** Has the server do now what it would do some time later, in the middle of a round. */
export async function settle(database: pg.Client): Promise<void> {
  await database.query('VACUUM ANALYZE');
  await database.query('CHECKPOINT');
}

/** Gives every other channel the months and days of a pattern. @returns what is stored then */
export async function copyPatterns(database: pg.Client): Promise<{ months: number; days: number; bytes: number }> {
  await database.query(`INSERT INTO data_delivery.reading_month (channel_id, month, days, former) ${COPIES}
    SELECT c.channel_id, m.month, m.days, m.former FROM copy c JOIN data_delivery.reading_month m ON m.channel_id = c.pattern
     ORDER BY m.month, c.channel_id`);
  await database.query(`INSERT INTO data_delivery.reading_day (recorded_at, channel_id, day, version, file_times, block) ${COPIES}
    SELECT d.recorded_at, c.channel_id, d.day, d.version, d.file_times, d.block
      FROM copy c JOIN data_delivery.reading_day d ON d.channel_id = c.pattern
     ORDER BY d.day, c.channel_id ON CONFLICT DO NOTHING`);
  await settle(database);
  const { rows } = await database.query<{ months: string; days: string; bytes: string }>(
    `SELECT (SELECT count(*) FROM data_delivery.reading_month) AS months, (SELECT count(*) FROM data_delivery.reading_day) AS days,
            pg_total_relation_size('data_delivery.reading_month') + pg_total_relation_size('data_delivery.reading_day') AS bytes`,
  );
  return { months: Number(rows[0]!.months), days: Number(rows[0]!.days), bytes: Number(rows[0]!.bytes) };
}
