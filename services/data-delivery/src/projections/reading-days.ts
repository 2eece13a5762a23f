import type { EntityManager } from 'typeorm';
import { packBlock, unpackBlock } from '@greenledger/contracts';
import { readCompactedDays } from '../months/compacted-days.js';
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

/** The newest versions of all days asked for. */
export async function readCurrentDays(days: readonly ChannelDay[], manager: EntityManager): Promise<Map<string, CurrentDay>> {
  const rows: ({ channel_id: number; day: number } & StoredVersion)[] = await manager.query(
    `SELECT channel_id, w.day, d.version, d.block, d.file_times
       FROM unnest($1::integer[], $2::smallint[]) AS w (channel_id, day)
      CROSS JOIN LATERAL (SELECT version, block, file_times FROM reading_day r
        WHERE r.channel_id = w.channel_id AND r.day = w.day ORDER BY version DESC LIMIT 1) d`,
    [days.map((day) => day.channelId), days.map((day) => dayNumber(day.day))],
  );
  const current = new Map(rows.map((row) => [dayKey({ channelId: row.channel_id, day: dayText(row.day) }), currentDay(row)]));
  const compacted = await readCompactedDays(
    days.filter((day) => !current.has(dayKey(day))),
    manager,
  );
  for (const [key, version] of compacted) current.set(key, currentDay(version));
  return current;
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

/**
 * Notes a newer file time on versions whose readings it confirmed; their content stays. A version that is compacted is laid beside its
 * month once more, with the newer time.
 */
export async function redateVersions(versions: readonly NewVersion[], manager: EntityManager): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ channelId, day, version, fileTimes }) => ({
    channel_id: channelId,
    day: dayNumber(day),
    version,
    file_times: Buffer.from(packFileTimes(fileTimes)).toString('base64'),
  }));
  const [redated]: [{ channel_id: number; day: number }[], number] = await manager.query(
    `UPDATE reading_day d SET file_times = decode(r.file_times, 'base64')
       FROM jsonb_to_recordset($1::jsonb) AS r (channel_id integer, day smallint, version smallint, file_times text)
      WHERE d.channel_id = r.channel_id AND d.day = r.day AND d.version = r.version RETURNING d.channel_id, d.day`,
    [JSON.stringify(rows)],
  );
  if (redated.length === versions.length) return;
  const known = new Set(redated.map(({ channel_id, day }) => dayKey({ channelId: channel_id, day: dayText(day) })));
  await redateCompacted(
    versions.filter((version) => !known.has(dayKey(version))),
    manager,
  );
}

async function redateCompacted(versions: readonly NewVersion[], manager: EntityManager): Promise<void> {
  const compacted = await readCompactedDays(versions, manager);
  const rows = versions.map((version) => {
    const stored = compacted.get(dayKey(version));
    if (stored?.version !== version.version) throw new Error(`version ${version.version} of ${dayKey(version)} is in neither table`);
    return {
      // As text: it is more than JSON keeps for sure in other hands.
      recorded_at: String(stored.recordedAt),
      channel_id: version.channelId,
      day: dayNumber(version.day),
      version: version.version,
      file_times: Buffer.from(packFileTimes(version.fileTimes)).toString('base64'),
      block: Buffer.from(stored.block).toString('base64'),
    };
  });
  await manager.query(
    `INSERT INTO reading_day (recorded_at, channel_id, day, version, file_times, block)
     SELECT timestamptz '2000-01-01 00:00:00Z' + recorded_at * interval '1 microsecond', channel_id, day, version,
            decode(file_times, 'base64'), decode(block, 'base64')
       FROM jsonb_to_recordset($1::jsonb)
         AS r (recorded_at bigint, channel_id integer, day smallint, version smallint, file_times text, block text)`,
    [JSON.stringify(rows)],
  );
}
