import type { PoolClient } from 'pg';
import { monthOf } from '../projections/day-number.js';
import { binaryRowsOn } from '../release/binary-rows.js';
import { packMonth, type DayVersionBytes } from './pack-month.js';
import { eachVersion, spansOfDays, storedVersionsQuery, type StoredVersion } from './stored-versions.js';
import { fileTimesOf, unpackMonth } from './unpack-month.js';

/** A month of a channel. */
export interface ChannelMonth {
  readonly channelId: number;
  /** Number of its first day, and of the first day of the month after it. */
  readonly month: number;
  readonly next: number;
  /** Versions of days that are not compacted. */
  readonly versions: number;
}

interface PackedMonth extends Pick<ChannelMonth, 'channelId' | 'month'> {
  readonly days: Uint8Array;
  readonly former: Uint8Array;
}

/** Waits no longer than this for a row that the projection holds: then it lets go, and the projection goes on. */
const LOCK_TIMEOUT = 200;

/**
 * Moves the days of months from reading_day to reading_month, in one transaction that sees one state: what arrives meanwhile stays
 * where it is, and is told before the months are. What was compacted before is unpacked, mended and packed again.
 * @returns the versions moved
 * @throws Error when the projection holds or has changed one of the rows; nothing is moved then
 */
export async function compactMonths(months: readonly ChannelMonth[], client: PoolClient): Promise<number> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  try {
    // A compaction that a power cut undoes is done again: nothing waits for the disk.
    await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT}; SET LOCAL synchronous_commit = off`);
    const { packed, moved } = pack(await readMonths(months, client));
    await storeMonths(packed, client);
    const { rows } = await client.query<{ gone: string }>('SELECT let_compacted_days_go($1, $2) AS gone', [
      packed.map(({ channelId }) => channelId),
      packed.map(({ month }) => month),
    ]);
    if (Number(rows[0]!.gone) !== moved) throw new Error(`${moved} versions were packed, but ${rows[0]!.gone} would be let go`);
    await client.query('COMMIT');
    return moved;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** All versions of the months, ascending, a list for each month. */
async function readMonths(months: readonly ChannelMonth[], client: PoolClient): Promise<StoredVersion[][]> {
  const spans = months.map(({ channelId, month, next }) => ({ channelId, first: month, last: next - 1 }));
  const rows = await binaryRowsOn(client, { text: storedVersionsQuery({ days: spansOfDays(spans), everything: true }) });
  const lists: StoredVersion[][] = [];
  eachVersion(rows, -Infinity, Infinity, (version) => {
    const list = lists.at(-1);
    const before = list?.at(-1);
    if (before && before.channelId === version.channelId && monthOf(before.day) === monthOf(version.day)) list!.push(version);
    else lists.push([version]);
  });
  return lists;
}

function pack(lists: readonly (readonly StoredVersion[])[]): { packed: PackedMonth[]; moved: number } {
  let moved = 0;
  const packed = lists.map((versions) => {
    const { channelId, day } = versions[0]!;
    const month = monthOf(day);
    const newest: DayVersionBytes[] = [];
    const former: DayVersionBytes[] = [];
    let published = 0;
    for (const [i, version] of versions.entries()) {
      if (version.hot) moved++;
      const isFirst = versions[i - 1]?.day !== version.day;
      const isLast = versions[i + 1]?.day !== version.day;
      published = isFirst ? version.published : Math.min(published, version.published);
      (isLast ? newest : former).push(bytesOf(version, published));
    }
    return { channelId, month, days: checked(month, newest), former: former.length === 0 ? new Uint8Array(0) : checked(month, former) };
  });
  return { packed, moved };
}

const bytesOf = ({ day, version, recordedAt, place, from, to, fileTimes }: StoredVersion, published: number): DayVersionBytes => ({
  day,
  version,
  recordedAt,
  published,
  fileTimes: fileTimes(),
  block: place.bytes.subarray(from, to),
});

/** Packs, and reads again what was packed: rows go only when their very bytes stand elsewhere. */
function checked(month: number, versions: readonly DayVersionBytes[]): Uint8Array {
  const packed = packMonth(month, versions);
  const read = unpackMonth(month, packed);
  const same =
    read.versions.length === versions.length &&
    read.versions.every((unpacked, i) => {
      const { day, version, recordedAt, published, fileTimes, block } = versions[i]!;
      return (
        [unpacked.day, unpacked.version, unpacked.recordedAt, unpacked.published].join() === [day, version, recordedAt, published].join() &&
        Buffer.compare(fileTimesOf(unpacked), fileTimes) === 0 &&
        read.bytes.compare(block, 0, block.length, unpacked.from, unpacked.to) === 0
      );
    });
  if (!same) throw new Error(`the month of day ${month} does not come out of its packed form as it went in: it stays as it is`);
  return packed;
}

/** The bytes of all months travel as one run, of which the server takes each one's parts. */
async function storeMonths(months: readonly PackedMonth[], client: PoolClient): Promise<void> {
  let end = 1;
  const places = months.map(({ days, former }) => (end += days.length + former.length) - days.length - former.length);
  await client.query(
    `INSERT INTO reading_month (channel_id, month, days, former)
     SELECT channel_id, month, substring($1::bytea FROM place FOR days), CASE WHEN former > 0 THEN substring($1::bytea FROM place + days FOR former) END
       FROM unnest($2::integer[], $3::smallint[], $4::integer[], $5::integer[], $6::integer[]) AS m (channel_id, month, place, days, former)
     ON CONFLICT (channel_id, month) DO UPDATE SET days = excluded.days, former = excluded.former`,
    [
      Buffer.concat(months.flatMap(({ days, former }) => [days, former])),
      months.map(({ channelId }) => channelId),
      months.map(({ month }) => month),
      places,
      months.map(({ days }) => days.length),
      months.map(({ former }) => former.length),
    ],
  );
}
