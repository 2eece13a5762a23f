import { BlockHead } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { readDayVersions } from './day-versions.js';

/** Versions looked at before all of a channel are: the newest days nearly always have a value. */
const LOOKED_AT = 10;
const ALWAYS = { start: -Infinity, end: Infinity };

interface Row {
  readonly channel_id: number;
  readonly day: number;
  readonly block: Buffer;
}

/**
 * The start of the newest reading with a value of each channel that has one, by channel. The newest version of a day is the one that
 * counts, and a newest day without any value is passed over for the one before. Seconds since 1970-01-01 UTC.
 */
export async function newestStarts(channelIds: readonly number[], dataSource: DataSource): Promise<ReadonlyMap<number, number>> {
  const rows: Row[] = await dataSource.query(
    `SELECT c.channel_id, d.day, d.block FROM unnest($1::integer[]) AS c (channel_id)
      CROSS JOIN LATERAL (SELECT day, version, block FROM reading_day r
        WHERE r.channel_id = c.channel_id ORDER BY day DESC, version DESC LIMIT ${LOOKED_AT}) d
      ORDER BY c.channel_id, d.day DESC, d.version DESC`,
    [channelIds],
  );
  const head = new BlockHead();
  const newest = new Map<number, number>();
  let before: Row | undefined;
  for (const row of rows) {
    const superseded = before?.channel_id === row.channel_id && before.day === row.day;
    before = row;
    if (superseded || newest.has(row.channel_id)) continue;
    head.read(row.block);
    if (head.valueCount > 0) newest.set(row.channel_id, head.lastStart);
  }
  for (const channelId of new Set(rows.map(({ channel_id }) => channel_id))) {
    if (newest.has(channelId)) continue;
    const last = (await readDayVersions([channelId], ALWAYS, {}, dataSource)).at(-1);
    if (last) newest.set(channelId, last.lastStart);
  }
  return newest;
}
