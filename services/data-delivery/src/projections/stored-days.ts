import type { EntityManager } from 'typeorm';
import { readCompactedDays } from '../months/compacted-days.js';
import { dayText } from './day-number.js';
import { dayKey } from './reading-days.js';

/** A channel's day, as the tables count days. */
export interface StoredDay {
  readonly channelId: number;
  readonly day: number;
}

/** A number for a channel's day: two bytes of the day behind the four of the channel. */
export const storageKey = (channelId: number, day: number): number => channelId * 0x10000 + day;

/**
 * Which of these days are stored in any version, by day or in a month, as keys. Months are asked last: a day that is compacted meanwhile is
 * then in one of the two.
 */
export async function readStoredKeys(days: readonly StoredDay[], manager: EntityManager): Promise<number[]> {
  if (days.length === 0) return [];
  const rows: { channel_id: number; day: number }[] = await manager.query(
    `SELECT w.channel_id, w.day FROM unnest($1::integer[], $2::smallint[]) AS w (channel_id, day)
      WHERE EXISTS (SELECT FROM reading_day r WHERE r.channel_id = w.channel_id AND r.day = w.day)`,
    [days.map(({ channelId }) => channelId), days.map(({ day }) => day)],
  );
  const stored = new Set(rows.map((row) => storageKey(row.channel_id, row.day)));
  const rest = days.flatMap(({ channelId, day }) => {
    const key = storageKey(channelId, day);
    return stored.has(key) ? [] : [{ key, channelId, day: dayText(day) }];
  });
  const compacted = await readCompactedDays(rest, manager);
  for (const { key, ...day } of rest) if (compacted.has(dayKey(day))) stored.add(key);
  return [...stored];
}
