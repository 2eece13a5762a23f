import { monthOf } from '../projections/day-number.js';
import type { BinaryRows } from '../release/binary-rows.js';
import { fileTimesOf, unpackMonth } from './unpack-month.js';

/** 2000-01-01, from which PostgreSQL counts microseconds, in seconds since 1970-01-01. */
const EPOCH = 946_684_800;

/** A time of PostgreSQL in whole seconds since 1970-01-01 UTC, rounded down. */
export const secondsOf = (recordedAt: number): number => Math.floor(recordedAt / 1e6) + EPOCH;

/** A stored version of a day, from whichever table it lies in. */
export interface StoredVersion {
  readonly channelId: number;
  /** Days since 2000-01-01. */
  readonly day: number;
  readonly version: number;
  /** Microseconds since 2000-01-01 UTC; `published` is that of the first version of the day, as far as this table knows. */
  readonly recordedAt: number;
  readonly published: number;
  /** Where its block lies. */
  readonly place: BlockPlace;
  readonly from: number;
  readonly to: number;
  /** Whether it lies in reading_day. */
  readonly hot: boolean;
  /** See `packFileTimes`. Empty when they were not asked for. */
  fileTimes(): Uint8Array;
}

/** Bytes in which many packed blocks lie. */
export interface BlockPlace {
  readonly bytes: Buffer;
}

/** Which channels and days are read. */
export interface StoredRange {
  /** What stands after FROM: `w (channel_id, month, first, last)`, days by number. Nothing in it comes from outside but numbers. */
  readonly days: string;
  /** Schema and dot, to read other tables than those in use. */
  readonly schema?: string;
  /** Also superseded versions of compacted days, and the file times of all. */
  readonly everything?: boolean;
}

/** Days of a channel, from one to another. */
export interface SpanOfDays {
  readonly channelId: number;
  readonly first: number;
  readonly last: number;
}

/** The same days of many channels. */
export const daysOfChannels = (channelIds: readonly number[], first: number, last: number): string =>
  `(SELECT unnest('{${channelIds.map(Number).join(',')}}'::integer[]) AS channel_id, ${monthOf(first)} AS month, ${Number(first)} AS first, ${Number(last)} AS last) AS w`;

/** The same days of all channels of usage points: `$1` their ids, `$2` to `$4` month of the first day, first and last day. */
export const DAYS_OF_USAGE_POINTS = `(SELECT channel_id, $2::integer AS month, $3::integer AS first, $4::integer AS last
    FROM channel WHERE usage_point_id = ANY($1::text[])) AS w`;

/** Days of channels, each in a span of its own. Spans of one channel lie in different months. */
export const spansOfDays = (spans: readonly SpanOfDays[]): string =>
  `(VALUES ${spans.map(({ channelId, first, last }) => `(${Number(channelId)}, ${monthOf(first)}, ${Number(first)}, ${Number(last)})`).join(',')})
    AS w (channel_id, month, first, last)`;

/**
 * The query for both tables at once, so that a day which is compacted meanwhile is found in one of them: versions of days, and months
 * as version 0 of their first day. Read it with `eachVersion` or a `VersionReader`.
 */
export function storedVersionsQuery({ days, schema = '', everything = false }: StoredRange): string {
  const column = (name: string): string => (everything ? name : 'NULL::bytea');
  // OFFSET 0 keeps each span a look into the index: what the planner knows of spans would let it read whole tables instead.
  return `
    SELECT d.* FROM ${days} CROSS JOIN LATERAL (
      SELECT channel_id, day, version, recorded_at, ${column('file_times')}, block FROM ${schema}reading_day r
       WHERE r.channel_id = w.channel_id AND r.day BETWEEN w.first AND w.last OFFSET 0) AS d
    UNION ALL
    SELECT m.* FROM ${days} CROSS JOIN LATERAL (
      SELECT channel_id, month, 0::smallint, NULL::timestamptz, ${column('former')}, days FROM ${schema}reading_month r
       WHERE r.channel_id = w.channel_id AND r.month BETWEEN w.month AND w.last OFFSET 0) AS m
     ORDER BY 1, 2, 3`;
}

/** Told of each version. */
type Visit = (version: StoredVersion) => void;

/** Goes through what the query found: see `VersionReader`. */
export function eachVersion(rows: BinaryRows, first: number, last: number, visit: Visit): void {
  const reader = new VersionReader(first, last, visit);
  reader.take(rows);
  reader.finish();
}

/**
 * Goes through what the query finds as it comes, ascending by channel, day and version. A version that lies in both tables, because only
 * its file times are newer, is told once.
 */
export class VersionReader {
  /** Of the month that was read last, and the next one of them to be told. */
  #month: StoredVersion[] = [];
  #next = 0;

  /** @param first,last days outside of which those of a month are left out */
  constructor(
    private readonly first: number,
    private readonly last: number,
    private readonly visit: Visit,
  ) {}

  take(rows: BinaryRows): void {
    while (rows.next()) {
      const channelId = rows.int32();
      const day = rows.int16();
      const version = rows.int16();
      const recordedAt = rows.int64();
      const asideLength = rows.skip();
      const asideTo = rows.place;
      const length = rows.skip();
      const from = rows.place - length;
      if (recordedAt === undefined) {
        this.finish();
        const aside = rows.bytes.subarray(asideTo - asideLength, asideTo);
        this.#month = versionsOfMonth(channelId, day, rows.bytes.subarray(from, rows.place), aside, this.first, this.last);
        this.#next = 0;
        continue;
      }
      const published = this.#tellUntil(channelId, day, version) ?? recordedAt;
      // A view of the bytes for each day would take longer than the rest: there is one only where it is looked at.
      const fileTimes = asideLength === 0 ? none : (): Uint8Array => rows.bytes.subarray(asideTo - asideLength, asideTo);
      this.visit({ channelId, day, version, recordedAt, published, place: rows, from, to: rows.place, hot: true, fileTimes });
    }
  }

  /** To be called after the last row. */
  finish(): void {
    while (this.#next < this.#month.length) this.visit(this.#month[this.#next++]!);
  }

  /** Tells the versions of the month that come before this one. @returns when the first version was published, if the month has this one too */
  #tellUntil(channelId: number, day: number, version: number): number | undefined {
    let published: number | undefined;
    for (; this.#next < this.#month.length; this.#next++) {
      const known = this.#month[this.#next]!;
      const order = known.channelId - channelId || known.day - day || known.version - version;
      if (order > 0) break;
      if (order < 0) this.visit(known);
      else published = known.published;
    }
    return published;
  }
}

const NO_BYTES = new Uint8Array(0);
const none = (): Uint8Array => NO_BYTES;

function versionsOfMonth(
  channelId: number,
  month: number,
  days: Uint8Array,
  former: Uint8Array,
  first: number,
  last: number,
): StoredVersion[] {
  const parts = [days, ...(former.length > 0 ? [former] : [])].map((packed) => unpackMonth(month, packed, first, last));
  const versions = parts.flatMap((place) =>
    place.versions.map((unpacked): StoredVersion => {
      const { day, version, recordedAt, published, from, to } = unpacked;
      return { channelId, day, version, recordedAt, published, place, from, to, hot: false, fileTimes: () => fileTimesOf(unpacked) };
    }),
  );
  return parts.length === 1 ? versions : versions.sort((a, b) => a.day - b.day || a.version - b.version);
}
