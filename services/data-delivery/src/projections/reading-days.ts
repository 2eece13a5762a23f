import type { EntityManager } from 'typeorm';
import { packBlock, unpackBlock } from '@greenledger/contracts';
import { dayNumber, dayText } from './day-number.js';
import { packFileTimes, unpackFileTimes } from './file-times.js';
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

/** A version as the tables hold it. */
export interface StoredVersion {
  readonly version: number;
  readonly block: Uint8Array;
  readonly file_times: Uint8Array;
}

/** A stored version, unpacked to be merged with what arrives. */
export function currentDay({ version, block, file_times }: StoredVersion): CurrentDay {
  const { readings } = unpackBlock(block);
  return { version, readings, fileTimes: unpackFileTimes(file_times, readings.length) };
}

/** The newest versions of all days asked for, in one query. */
export async function readCurrentDays(days: readonly ChannelDay[], manager: EntityManager): Promise<Map<string, CurrentDay>> {
  const rows: ({ channel_id: number; day: number } & StoredVersion)[] = await manager.query(
    `SELECT channel_id, w.day, d.version, d.block, d.file_times
       FROM unnest($1::integer[], $2::smallint[]) AS w (channel_id, day)
      CROSS JOIN LATERAL (SELECT version, block, file_times FROM reading_day r
        WHERE r.channel_id = w.channel_id AND r.day = w.day ORDER BY version DESC LIMIT 1) d`,
    [days.map((day) => day.channelId), days.map((day) => dayNumber(day.day))],
  );
  return new Map(rows.map((row) => [dayKey({ channelId: row.channel_id, day: dayText(row.day) }), currentDay(row)]));
}

/** Adds versions in one statement. `recordedAt` is the log's, so that a rebuilt table holds the same. */
export async function insertVersions(versions: readonly NewVersion[], recordedAt: string, manager: EntityManager): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ channelId, day, version, intervalLength, readings, fileTimes }) => ({
    channel_id: channelId,
    day: dayNumber(day),
    version,
    file_times: Buffer.from(packFileTimes(fileTimes)).toString('base64'),
    block: Buffer.from(packBlock({ intervalLength, readings })).toString('base64'),
  }));
  await manager.query(
    `INSERT INTO reading_day (recorded_at, channel_id, day, version, file_times, block)
     SELECT $2, channel_id, day, version, decode(file_times, 'base64'), decode(block, 'base64')
       FROM jsonb_to_recordset($1::jsonb) AS r (channel_id integer, day smallint, version smallint, file_times text, block text)`,
    [JSON.stringify(rows), recordedAt],
  );
}

/** Notes a newer file time on versions whose readings it confirmed; their content stays. */
export async function redateVersions(versions: readonly NewVersion[], manager: EntityManager): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ channelId, day, version, fileTimes }) => ({
    channel_id: channelId,
    day: dayNumber(day),
    version,
    file_times: Buffer.from(packFileTimes(fileTimes)).toString('base64'),
  }));
  await manager.query(
    `UPDATE reading_day d SET file_times = decode(r.file_times, 'base64')
       FROM jsonb_to_recordset($1::jsonb) AS r (channel_id integer, day smallint, version smallint, file_times text)
      WHERE d.channel_id = r.channel_id AND d.day = r.day AND d.version = r.version`,
    [JSON.stringify(rows)],
  );
}
