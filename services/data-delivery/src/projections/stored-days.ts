import type { EntityManager } from 'typeorm';

/** A channel's day, as the tables count days. */
export interface StoredDay {
  readonly channelId: number;
  readonly day: number;
}

/** A number for a channel's day: two bytes of the day behind the four of the channel. */
export const storageKey = (channelId: number, day: number): number => channelId * 0x10000 + day;

/** Which of these days are stored in any version, as keys. */
export async function readStoredKeys(days: readonly StoredDay[], manager: EntityManager): Promise<number[]> {
  if (days.length === 0) return [];
  const rows: { channel_id: number; day: number }[] = await manager.query(
    `SELECT w.channel_id, w.day FROM unnest($1::integer[], $2::smallint[]) AS w (channel_id, day)
      WHERE EXISTS (SELECT FROM reading_day r WHERE r.channel_id = w.channel_id AND r.day = w.day)`,
    [days.map(({ channelId }) => channelId), days.map(({ day }) => day)],
  );
  return rows.map((row) => storageKey(row.channel_id, row.day));
}
