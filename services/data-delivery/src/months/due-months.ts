import type { PoolClient } from 'pg';
import type { ChannelMonth } from './compact-months.js';

/** Which months are due. Days by number. */
export interface Due {
  /** First day that is not compacted yet. */
  readonly before: number;
  /** A month is left alone when a version of it was recorded after this moment, seconds since 1970-01-01 UTC: more may come. */
  readonly quietSince: number;
}

/** The next channels with a day that is due, ascending: one look at the key for each channel there is. */
export async function channelsWithDueDays(after: number, count: number, { before }: Due, client: PoolClient): Promise<number[]> {
  const { rows } = await client.query<{ channel_id: number }>(
    `SELECT channel_id FROM channel c
      WHERE channel_id > $1 AND EXISTS (SELECT FROM reading_day d WHERE d.channel_id = c.channel_id AND d.day < $2)
      ORDER BY channel_id LIMIT $3`,
    [after, before, count],
  );
  return rows.map(({ channel_id }) => channel_id);
}

/** The months of these channels that are due, ascending. */
export async function dueMonths(channelIds: readonly number[], { before, quietSince }: Due, client: PoolClient): Promise<ChannelMonth[]> {
  const { rows } = await client.query<{ channel_id: number; month: number; next: number; versions: number }>(
    `SELECT channel_id, first - date '2000-01-01' AS month, (first + interval '1 month')::date - date '2000-01-01' AS next, versions
       FROM (SELECT channel_id, date_trunc('month', date '2000-01-01' + day)::date AS first, count(*)::integer AS versions,
                    max(recorded_at) AS newest
               FROM reading_day WHERE channel_id = ANY($1) AND day < $2 GROUP BY 1, 2) AS months
      WHERE newest <= to_timestamp($3) ORDER BY channel_id, month`,
    [channelIds, before, quietSince],
  );
  return rows.map(({ channel_id, month, next, versions }) => ({ channelId: channel_id, month, next, versions }));
}
