import { BlockHead } from '@greenledger/contracts';
import type { DataSource } from 'typeorm';
import { eachVersion, spansOfDays, storedVersionsQuery, type SpanOfDays, type StoredVersion } from '../months/stored-versions.js';
import { binaryRows } from './binary-rows.js';
import { readDayVersions } from './day-versions.js';

/** Versions looked at before all of a channel are: the newest days nearly always have a value. */
const LOOKED_AT = 10;
/** The last number that a day of the tables can have. */
const LAST_DAY = 32_767;
const ALWAYS = { start: -Infinity, end: Infinity };

/**
 * The start of the newest reading with a value of each channel that has one, by channel. The newest version of a day is the one that
 * counts, and a newest day without any value is passed over for the one before. Seconds since 1970-01-01 UTC.
 */
export async function newestStarts(channelIds: readonly number[], dataSource: DataSource): Promise<ReadonlyMap<number, number>> {
  const spans = await newestSpans(channelIds, dataSource);
  const newest = new Map<number, number>();
  if (spans.length === 0) return newest;
  const rows = await binaryRows({ text: storedVersionsQuery({ days: spansOfDays(spans) }) }, dataSource);
  const head = new BlockHead();
  let last: StoredVersion | undefined;
  const keep = (): void => {
    if (!last) return;
    head.read(last.place.bytes, last.from);
    if (head.valueCount > 0) newest.set(last.channelId, head.lastStart);
  };
  eachVersion(rows, -Infinity, Infinity, (version) => {
    if (last && (last.channelId !== version.channelId || last.day !== version.day)) keep();
    last = version;
  });
  keep();
  for (const { channelId } of spans) {
    if (newest.has(channelId)) continue;
    const latest = (await readDayVersions([channelId], ALWAYS, {}, dataSource)).at(-1);
    if (latest) newest.set(channelId, latest.lastStart);
  }
  return newest;
}

/** From the oldest of the newest few versions on, and the newest month at least. */
async function newestSpans(channelIds: readonly number[], dataSource: DataSource): Promise<SpanOfDays[]> {
  const rows: { channel_id: number; first: number }[] = await dataSource.query(
    `SELECT c.channel_id, least(d.first, m.month) AS first FROM unnest($1::integer[]) AS c (channel_id)
       LEFT JOIN LATERAL (SELECT min(day) AS first FROM (SELECT day FROM reading_day r
         WHERE r.channel_id = c.channel_id ORDER BY day DESC, version DESC LIMIT ${LOOKED_AT}) newest) d ON true
       LEFT JOIN LATERAL (SELECT month FROM reading_month r WHERE r.channel_id = c.channel_id ORDER BY month DESC LIMIT 1) m ON true
      WHERE d.first IS NOT NULL OR m.month IS NOT NULL`,
    [channelIds],
  );
  return rows.map(({ channel_id, first }) => ({ channelId: channel_id, first, last: LAST_DAY }));
}
