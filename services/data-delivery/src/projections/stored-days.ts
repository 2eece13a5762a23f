import type { EntityManager } from 'typeorm';
import type { ArrivedBlock } from './arrived-blocks.js';
import { dayNumber } from './day-number.js';
import { currentDay, type CurrentDay, type StoredVersion } from './reading-days.js';

/** What the tables hold of the channel and day of a block. */
export interface StoredDay {
  readonly channelId: number;
  readonly current: CurrentDay | undefined;
}

interface Row extends Omit<StoredVersion, 'version'> {
  readonly channel_id: number | null;
  readonly version: number | null;
}

/** The channel and the newest version for each block, in their order, in one query; channels that are new are made first. */
export async function readStoredDays(blocks: readonly ArrivedBlock[], recordedAt: string, manager: EntityManager): Promise<StoredDay[]> {
  const parameters = [blocks.map(({ usagePointId }) => usagePointId), blocks.map(({ readingTypeKey }) => readingTypeKey)];
  const days = blocks.map(({ day }) => dayNumber(day));
  let rows: Row[] = await manager.query(READ, [...parameters, days]);
  if (rows.some(({ channel_id }) => channel_id === null)) {
    await manager.query(
      `INSERT INTO channel (usage_point_id, reading_type_key, recorded_at)
       SELECT DISTINCT ON (place) w.u, w.k, $3::timestamptz
         FROM (SELECT u, k, min(place) AS place FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p (u, k, place) GROUP BY u, k) w
        WHERE NOT EXISTS (SELECT FROM channel c WHERE c.usage_point_id = w.u AND c.reading_type_key = w.k)
        ORDER BY place ON CONFLICT DO NOTHING`,
      [...parameters, recordedAt],
    );
    rows = await manager.query(READ, [...parameters, days]);
  }
  return rows.map(({ channel_id, version, ...stored }) => ({
    channelId: channel_id!,
    current: version === null ? undefined : currentDay({ version, ...stored }),
  }));
}

const READ = `
  SELECT c.channel_id, d.version, d.block, d.file_times
    FROM unnest($1::text[], $2::text[], $3::smallint[]) WITH ORDINALITY AS w (usage_point_id, reading_type_key, day, place)
    LEFT JOIN channel c ON c.usage_point_id = w.usage_point_id AND c.reading_type_key = w.reading_type_key
    LEFT JOIN LATERAL (SELECT version, block, file_times FROM reading_day r
      WHERE r.channel_id = c.channel_id AND r.day = w.day ORDER BY version DESC LIMIT 1) d ON true
   ORDER BY w.place`;
