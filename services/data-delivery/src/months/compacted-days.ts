import type { EntityManager } from 'typeorm';
import { dayNumber, dayOfMoment, dayText, monthOf } from '../projections/day-number.js';
import { fileTimesOf, unpackMonth } from './unpack-month.js';

/** The newest version of a compacted day, with the columns that a day has which is not compacted. */
export interface CompactedDay {
  readonly version: number;
  /** Microseconds since 2000-01-01 UTC. */
  readonly recordedAt: number;
  readonly file_times: Uint8Array;
  readonly block: Uint8Array;
}

/**
 * The newest versions, as their months have them, of days that reading_day does not hold, by `channelId/day`. Ask after reading_day was
 * read: days go from there to the months and never back. The month that runs is not compacted and not asked for.
 */
export async function readCompactedDays(
  days: readonly { readonly channelId: number; readonly day: string }[],
  manager: EntityManager,
): Promise<Map<string, CompactedDay>> {
  const found = new Map<string, CompactedDay>();
  const running = monthOf(dayOfMoment(Date.now() / 1_000));
  const wanted = new Map<string, { channelId: number; month: number; days: Set<number> }>();
  for (const { channelId, day } of days) {
    const number = dayNumber(day);
    if (number >= running) continue;
    const month = monthOf(number);
    const key = `${channelId}/${month}`;
    const entry = wanted.get(key) ?? { channelId, month, days: new Set() };
    entry.days.add(number);
    wanted.set(key, entry);
  }
  if (wanted.size === 0) return found;
  const months = [...wanted.values()];
  const rows: { channel_id: number; month: number; days: Buffer }[] = await manager.query(
    'SELECT channel_id, month, days FROM reading_month JOIN unnest($1::integer[], $2::smallint[]) AS w (channel_id, month) USING (channel_id, month)',
    [months.map(({ channelId }) => channelId), months.map(({ month }) => month)],
  );
  for (const row of rows) {
    const asked = wanted.get(`${row.channel_id}/${row.month}`)!.days;
    const { bytes, versions } = unpackMonth(row.month, row.days);
    for (const unpacked of versions) {
      if (!asked.has(unpacked.day)) continue;
      found.set(`${row.channel_id}/${dayText(unpacked.day)}`, {
        version: unpacked.version,
        recordedAt: unpacked.recordedAt,
        file_times: fileTimesOf(unpacked),
        block: bytes.subarray(unpacked.from, unpacked.to),
      });
    }
  }
  return found;
}
