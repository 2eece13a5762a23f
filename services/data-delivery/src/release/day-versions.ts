import type { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';

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
 * The newest versions with a value that starts in `from <= t < to`, ascending by day. A local day lies within two days of
 * its UTC date, which lets the primary key narrow the search.
 */
export async function readDayVersions(
  channelIds: readonly number[],
  { start, end }: { readonly start: number; readonly end: number },
  { updatedMin, updatedMax, asOf }: FeedQuery,
  dataSource: DataSource,
): Promise<DayVersion[]> {
  return dataSource.query(
    `SELECT * FROM (
       SELECT DISTINCT ON (channel_id, day) channel_id AS "channelId", day::text AS day, version, digest, value_count AS "valueCount",
              first_start::float8 AS "firstStart", last_start::float8 AS "lastStart",
              floor(extract(epoch FROM recorded_at))::float8 AS updated,
              floor(extract(epoch FROM min(recorded_at) OVER (PARTITION BY channel_id, day)))::float8 AS published
         FROM reading_day
        WHERE channel_id = ANY($1::integer[])
          AND day >= (to_timestamp(greatest($2::float8, -62135000000)) AT TIME ZONE 'UTC')::date - 2
          AND ($6::float8 IS NULL OR recorded_at < to_timestamp($6 + 1))
          AND day <= (to_timestamp(least($3::float8, 253402200000)) AT TIME ZONE 'UTC')::date + 2
        ORDER BY channel_id, day, version DESC) newest
      WHERE "valueCount" > 0 AND "lastStart" >= $2 AND "firstStart" < $3
        AND ($4::float8 IS NULL OR updated >= $4) AND ($5::float8 IS NULL OR updated < $5)
      ORDER BY "channelId", day`,
    [channelIds, start, end, updatedMin ?? null, updatedMax ?? null, asOf ?? null],
  );
}

/** A version of a channel's day. */
export type VersionName = Pick<DayVersion, 'channelId' | 'day' | 'version'>;

/** The packed bytes of exactly these versions, in their order. */
export async function readBlocks(versions: readonly VersionName[], dataSource: DataSource): Promise<Buffer[]> {
  const rows: { block: Buffer }[] = await dataSource.query(
    `SELECT d.block FROM unnest($1::integer[], $2::date[], $3::integer[]) WITH ORDINALITY AS w (channel_id, day, version, place)
       JOIN reading_day d ON d.channel_id = w.channel_id AND d.day = w.day AND d.version = w.version ORDER BY w.place`,
    [versions.map(({ channelId }) => channelId), versions.map(({ day }) => day), versions.map(({ version }) => version)],
  );
  if (rows.length !== versions.length) throw new Error(`${versions.length - rows.length} recorded block versions are missing`);
  return rows.map(({ block }) => block);
}
