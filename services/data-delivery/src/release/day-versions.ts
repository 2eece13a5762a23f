import type { DataSource } from 'typeorm';
import { BlockHead, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import { dayNumber, dayOfMoment, dayText } from '../projections/day-number.js';
import { sha256 } from '../projections/digest.js';
import { copyRows, type CopyRows } from './copy-rows.js';

export interface ChannelRow {
  readonly channelId: number;
  readonly usagePointId: string;
  readonly readingTypeKey: string;
  readonly published: number;
}

/** The newest version of a channel's day; times in seconds since 1970-01-01 UTC. */
export interface DayVersion {
  readonly channelId: number;
  readonly day: string;
  readonly version: number;
  readonly digest: string;
  /** Readings that have a value, and the first and last start of these. */
  readonly valueCount: number;
  readonly firstStart: number;
  readonly lastStart: number;
  readonly published: number;
  readonly updated: number;
  /** Where the packed bytes lie, when they came with the plan: a Buffer for each is made only when it is rendered. */
  readonly packed?: PackedPlace | undefined;
  readonly packedFrom?: number;
  readonly packedTo?: number;
}

/** Bytes in which many packed blocks lie. */
export interface PackedPlace {
  readonly bytes: Buffer;
}

/** The packed bytes of a version that came with the plan. */
export function packedOf({ packed, packedFrom, packedTo }: DayVersion): Buffer | undefined {
  return packed?.bytes.subarray(packedFrom, packedTo);
}

/** A version as a release shows it that shows all of it: read in this form, because nearly every one is shown so. */
export interface WholeDay extends DayVersion {
  readonly whole: true;
  readonly readings: number;
  readonly first: number;
  readonly last: number;
}

/** @param asOf leaves out channels that came later, seconds since 1970-01-01 UTC */
export async function readChannels(
  usagePointIds: readonly string[],
  asOf: number | undefined,
  dataSource: DataSource,
): Promise<ChannelRow[]> {
  return dataSource.query(
    `SELECT channel_id AS "channelId", usage_point_id AS "usagePointId", reading_type_key AS "readingTypeKey",
            floor(extract(epoch FROM recorded_at))::float8 AS published
       FROM channel WHERE usage_point_id = ANY($1::text[]) AND ($2::float8 IS NULL OR recorded_at < to_timestamp($2 + 1)) ORDER BY usage_point_id COLLATE "C", reading_type_key COLLATE "C"`,
    [usagePointIds, asOf ?? null],
  );
}

/**
 * The newest versions with a value that starts in `from <= t < to`, ascending by channel and day. A local day lies within two
 * days of its UTC date, which lets the primary key narrow the search. Few days come with their packed bytes.
 */
export async function readDayVersions(
  channelIds: readonly number[],
  window: { readonly start: number; readonly end: number },
  query: FeedQuery,
  dataSource: DataSource,
): Promise<WholeDay[]> {
  const from = dayIn(dayOfMoment(window.start) - 2);
  const to = dayIn(dayOfMoment(window.end) + 2);
  const days = Math.min(to, dayOfMoment(Date.now() / 1000)) - from;
  // COPY takes no parameters: only numbers go into its text.
  const asOf = query.asOf === undefined ? '' : `AND recorded_at < to_timestamp(${Number(query.asOf) + 1})`;
  const rows = await copyRows(
    `SELECT channel_id, day, version, recorded_at, block FROM reading_day
      WHERE channel_id IN (${channelIds.map(Number).join(',')}) AND day BETWEEN ${from} AND ${to} ${asOf}
      ORDER BY channel_id, day, version`,
    dataSource,
  );
  return newestVersions(rows, window, query, channelIds.length * days <= MOST_WITH_BLOCKS);
}

/** A number that a day of the tables can have. */
const dayIn = (day: number): number => Math.max(-32_768, Math.min(32_767, day));
/** Days kept together with their packed bytes, two or three hundred each: bounds what a plan holds in memory. */
const MOST_WITH_BLOCKS = 4_096;

/** Folds all versions, ascending, into the newest of each day. */
function newestVersions(
  rows: CopyRows,
  { start, end }: Window,
  { updatedMin = -Infinity, updatedMax = Infinity }: FeedQuery,
  withBlocks: boolean,
): WholeDay[] {
  const days: WholeDay[] = [];
  const head = new BlockHead();
  const keep = (version: WholeDay): void => {
    const { valueCount, firstStart, lastStart, updated } = version;
    if (valueCount > 0 && lastStart >= start && firstStart < end && updated >= updatedMin && updated < updatedMax) days.push(version);
  };
  let last: WholeDay | undefined;
  while (rows.next()) {
    const channelId = rows.int32();
    const day = dayText(rows.int16());
    const version = rows.int16();
    const updated = rows.seconds();
    const length = rows.skip();
    const packedFrom = rows.place - length;
    head.read(rows.bytes, packedFrom);
    const { valueCount, firstStart, lastStart } = head;
    const same = last !== undefined && last.channelId === channelId && last.day === day;
    if (last && !same) keep(last);
    const published: number = same ? Math.min(last!.published, updated) : updated;
    last = {
      channelId,
      day,
      version,
      digest: sha256(rows.bytes.subarray(packedFrom, rows.place)),
      valueCount,
      firstStart,
      lastStart,
      published,
      updated,
      packed: withBlocks ? rows : undefined,
      packedFrom,
      packedTo: rows.place,
      whole: true,
      readings: valueCount,
      first: firstStart,
      last: lastStart,
    };
  }
  if (last) keep(last);
  return days;
}

/** A version of a channel's day. */
export type VersionName = Pick<DayVersion, 'channelId' | 'day' | 'version'>;

/** The packed bytes of exactly these versions, in their order. */
export async function readBlocks(versions: readonly VersionName[], dataSource: DataSource): Promise<Buffer[]> {
  const rows: { block: Buffer }[] = await dataSource.query(
    `SELECT d.block FROM unnest($1::integer[], $2::smallint[], $3::smallint[]) WITH ORDINALITY AS w (channel_id, day, version, place)
       JOIN reading_day d ON d.channel_id = w.channel_id AND d.day = w.day AND d.version = w.version ORDER BY w.place`,
    [versions.map(({ channelId }) => channelId), versions.map(({ day }) => dayNumber(day)), versions.map(({ version }) => version)],
  );
  if (rows.length !== versions.length) throw new Error(`${versions.length - rows.length} recorded block versions are missing`);
  return rows.map(({ block }) => block);
}
