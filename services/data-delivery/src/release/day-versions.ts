import type { DataSource } from 'typeorm';
import { BlockHead, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import {
  DAYS_OF_USAGE_POINTS,
  daysOfChannels,
  eachVersion,
  secondsOf,
  spansOfDays,
  storedVersionsQuery,
  VersionReader,
  type BlockPlace,
  type SpanOfDays,
  type StoredVersion,
} from '../months/stored-versions.js';
import { dayNumber, dayOfMoment, dayText, monthOf } from '../projections/day-number.js';
import type { BinaryStatement } from './binary-query.js';
import { binaryRows, eachBinaryRows } from './binary-rows.js';

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
  /** Readings that have a value, and the first and last start of these. */
  readonly valueCount: number;
  readonly firstStart: number;
  readonly lastStart: number;
  readonly published: number;
  readonly updated: number;
  /** Where the packed bytes lie, until they are let go of (`keepFewBlocks`): a Buffer for each is made only when it is looked at. */
  packed?: BlockPlace | undefined;
  readonly packedFrom: number;
  readonly packedTo: number;
}

/** The packed bytes of a version that came with the plan; undefined when they were let go of. */
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

/** Rows of `ChannelRow` in document order; `$1` the ids of the usage points, `$2` leaves out channels that came later, or null. */
export const SELECT_CHANNELS = `SELECT channel_id AS "channelId", usage_point_id AS "usagePointId", reading_type_key AS "readingTypeKey",
            floor(extract(epoch FROM recorded_at))::float8 AS published
       FROM channel WHERE usage_point_id = ANY($1::text[]) AND ($2::float8 IS NULL OR recorded_at < to_timestamp($2 + 1)) ORDER BY usage_point_id COLLATE "C", reading_type_key COLLATE "C"`;

/** @param asOf leaves out channels that came later, seconds since 1970-01-01 UTC */
export async function readChannels(
  usagePointIds: readonly string[],
  asOf: number | undefined,
  dataSource: DataSource,
): Promise<ChannelRow[]> {
  return dataSource.query(SELECT_CHANNELS, [usagePointIds, asOf ?? null]);
}

/**
 * The newest versions with a value that starts in `from <= t < to`, ascending by channel and day, with their packed bytes.
 */
export async function readDayVersions(
  channelIds: readonly number[],
  window: Window,
  query: FeedQuery,
  dataSource: DataSource,
): Promise<WholeDay[]> {
  const { first, last } = daysAround(window);
  const range = { days: daysOfChannels(channelIds, first, last), everything: query.asOf !== undefined };
  return fold({ text: storedVersionsQuery(range) }, window, query, dataSource);
}

/** As `readDayVersions` for all channels of these usage points: one statement, which needs not know the channels. */
export async function readDaysOfUsagePoints(
  usagePointIds: readonly string[],
  window: Window,
  { asOf }: Pick<FeedQuery, 'asOf'>,
  dataSource: DataSource,
): Promise<WholeDay[]> {
  const { first, last } = daysAround(window);
  const statement = asOf === undefined ? DAYS : DAYS_WITH_SUPERSEDED;
  const values = [textArray(usagePointIds), String(monthOf(first)), String(first), String(last)];
  return fold({ ...statement, values }, window, asOf === undefined ? {} : { asOf }, dataSource);
}

const DAYS = { name: 'days-of-usage-points', text: storedVersionsQuery({ days: DAYS_OF_USAGE_POINTS }) };
const DAYS_WITH_SUPERSEDED = {
  name: 'all-days-of-usage-points',
  text: storedVersionsQuery({ days: DAYS_OF_USAGE_POINTS, everything: true }),
};

/** As PostgreSQL reads an array of text. */
const textArray = (texts: readonly string[]): string => `{${texts.map((text) => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

async function fold(statement: BinaryStatement, window: Window, query: FeedQuery, dataSource: DataSource): Promise<WholeDay[]> {
  const { first, last } = daysAround(window);
  const newest = new NewestVersions(window, query);
  const reader = new VersionReader(first, last, (version) => newest.add(version));
  await eachBinaryRows(statement, (rows) => reader.take(rows), dataSource);
  reader.finish();
  return newest.finish();
}

/** Those that changed within the bounds of a query. */
export function changedDays(days: readonly WholeDay[], { updatedMin = -Infinity, updatedMax = Infinity }: FeedQuery): readonly WholeDay[] {
  if (updatedMin === -Infinity && updatedMax === Infinity) return days;
  return days.filter(({ updated }) => updatedMin <= updated && updated < updatedMax);
}

/** A local day lies within two days of its UTC date, which lets the primary keys narrow the search. */
const daysAround = ({ start, end }: Window): { first: number; last: number } => ({
  first: dayIn(dayOfMoment(start) - 2),
  last: dayIn(dayOfMoment(end) + 2),
});

/** A number that a day of the tables can have. */
const dayIn = (day: number): number => Math.max(-32_768, Math.min(32_767, day));

/** Folds all versions, ascending, into the newest of each day. */
class NewestVersions {
  readonly #days: WholeDay[] = [];
  readonly #head = new BlockHead();
  #newest: StoredVersion | undefined;
  #published = 0;

  constructor(
    private readonly window: Window,
    private readonly query: FeedQuery,
  ) {}

  add(version: StoredVersion): void {
    if (this.query.asOf !== undefined && secondsOf(version.recordedAt) > this.query.asOf) return;
    const newest = this.#newest;
    const same = newest !== undefined && newest.channelId === version.channelId && newest.day === version.day;
    if (!same) this.#keep();
    this.#published = same ? Math.min(this.#published, version.published) : version.published;
    this.#newest = version;
  }

  finish(): WholeDay[] {
    this.#keep();
    return this.#days;
  }

  #keep(): void {
    if (!this.#newest) return;
    const { channelId, day, version, recordedAt, place, from, to } = this.#newest;
    const updated = secondsOf(recordedAt);
    const { updatedMin = -Infinity, updatedMax = Infinity } = this.query;
    this.#head.read(place.bytes, from);
    const { valueCount, firstStart, lastStart } = this.#head;
    if (valueCount === 0 || lastStart < this.window.start || firstStart >= this.window.end) return;
    if (updated < updatedMin || updated >= updatedMax) return;
    this.#days.push({
      channelId,
      day: dayText(day),
      version,
      valueCount,
      firstStart,
      lastStart,
      published: secondsOf(this.#published),
      updated,
      packed: place,
      packedFrom: from,
      packedTo: to,
      whole: true,
      readings: valueCount,
      first: firstStart,
      last: lastStart,
    });
  }
}

/** A version of a channel's day. */
export type VersionName = Pick<DayVersion, 'channelId' | 'day' | 'version'>;

/** The packed bytes of exactly these versions, in their order. @throws Error when one is not stored */
export async function readBlocks(versions: readonly VersionName[], dataSource: DataSource): Promise<Buffer[]> {
  if (versions.length === 0) return [];
  const blocks = new Map<string, Buffer>();
  const rows = await binaryRows({ text: storedVersionsQuery({ days: spansOfDays(monthsOf(versions)), everything: true }) }, dataSource);
  eachVersion(rows, -Infinity, Infinity, ({ channelId, day, version, place, from, to }) => {
    blocks.set(`${channelId}/${dayText(day)}/${version}`, place.bytes.subarray(from, to));
  });
  return versions.map(({ channelId, day, version }) => {
    const block = blocks.get(`${channelId}/${day}/${version}`);
    if (!block) throw new Error(`version ${version} of ${day} of channel ${channelId} was recorded and is missing`);
    return block;
  });
}

/** The days from the first to the last one wanted of each month of a channel: a month that is compacted is read once. */
export function monthsOf(versions: readonly Pick<VersionName, 'channelId' | 'day'>[]): SpanOfDays[] {
  const months = new Map<string, SpanOfDays>();
  for (const { channelId, day } of versions) {
    const number = dayNumber(day);
    const key = `${channelId}/${day.slice(0, 7)}`;
    const { first, last } = months.get(key) ?? { first: number, last: number };
    months.set(key, { channelId, first: Math.min(first, number), last: Math.max(last, number) });
  }
  return [...months.values()];
}
