import type { EntityManager } from 'typeorm';
import { packBlock, unpackBlock } from '@greenledger/contracts';
import { sha256 } from './digest.js';
import { compactFileTimes, expandFileTimes } from './file-times.js';
import type { DatedReadings } from './merge-day.js';

/** A channel and a local day, `YYYY-MM-DD`. */
export interface ChannelDay {
  readonly channelId: number;
  readonly day: string;
}

export interface CurrentDay extends DatedReadings {
  readonly version: number;
}

export interface NewVersion extends ChannelDay, DatedReadings {
  readonly version: number;
  readonly intervalLength: number;
}

export const dayKey = ({ channelId, day }: ChannelDay): string => `${channelId}/${day}`;

/** The newest versions of all days asked for, in one query. */
export async function readCurrentDays(days: readonly ChannelDay[], manager: EntityManager): Promise<Map<string, CurrentDay>> {
  const rows: { channel_id: number; day: string; version: number; block: Buffer; file_times: string[] }[] = await manager.query(
    `SELECT channel_id, w.day::text AS day, d.version, d.block, d.file_times
       FROM unnest($1::integer[], $2::date[]) AS w (channel_id, day)
      CROSS JOIN LATERAL (SELECT version, block, file_times FROM reading_day r
        WHERE r.channel_id = w.channel_id AND r.day = w.day ORDER BY version DESC LIMIT 1) d`,
    [days.map((day) => day.channelId), days.map((day) => day.day)],
  );
  return new Map(
    rows.map((row) => [
      dayKey({ channelId: row.channel_id, day: row.day }),
      { version: row.version, readings: unpackBlock(row.block).readings, fileTimes: expandFileTimes(row.file_times.map(Number)) },
    ]),
  );
}

/** Adds versions in one statement. `recordedAt` is the log's, so that a rebuilt table holds the same. */
export async function insertVersions(versions: readonly NewVersion[], recordedAt: string, manager: EntityManager): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map((version) => {
    const block = packBlock({ intervalLength: version.intervalLength, readings: version.readings });
    const starts = version.readings.filter(({ value }) => value !== null).map(({ start }) => start);
    return {
      channel_id: version.channelId,
      day: version.day,
      version: version.version,
      block: Buffer.from(block).toString('base64'),
      digest: sha256(block),
      file_times: compactFileTimes(version.fileTimes),
      value_count: starts.length,
      first_start: starts[0] ?? null,
      last_start: starts.at(-1) ?? null,
    };
  });
  await manager.query(
    `INSERT INTO reading_day (channel_id, day, version, block, digest, file_times, value_count, first_start, last_start, recorded_at)
     SELECT channel_id, day, version, decode(block, 'base64'), digest, file_times, value_count, first_start, last_start, $2
       FROM jsonb_to_recordset($1::jsonb) AS r (channel_id integer, day date, version integer, block text, digest text,
         file_times bigint[], value_count integer, first_start bigint, last_start bigint)`,
    [JSON.stringify(rows), recordedAt],
  );
}

/** Notes a newer file time on versions whose readings it confirmed; their content stays. */
export async function redateVersions(versions: readonly NewVersion[], manager: EntityManager): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ channelId, day, version, fileTimes }) => ({
    channel_id: channelId,
    day,
    version,
    file_times: compactFileTimes(fileTimes),
  }));
  await manager.query(
    `UPDATE reading_day d SET file_times = r.file_times
       FROM jsonb_to_recordset($1::jsonb) AS r (channel_id integer, day date, version integer, file_times bigint[])
      WHERE d.channel_id = r.channel_id AND d.day = r.day AND d.version = r.version`,
    [JSON.stringify(rows)],
  );
}
