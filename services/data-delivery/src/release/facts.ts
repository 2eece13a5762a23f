import type { DataSource } from 'typeorm';
import { readingTypeKeyOf, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import { windowsOfChannel, type VisibleUsagePoint } from '../access/visible.js';
import { changedDays, readBlocks, readDayVersions, type ChannelRow, type DayVersion, type WholeDay } from './day-versions.js';
import { spanOf, withoutChannels } from './plan-release.js';
import type { ResourceRequest } from './resource-request.js';
import type { UsagePointRow } from './usage-points.js';

const NONE: readonly never[] = [];
const versionKey = ({ channelId, day }: DayVersion): string => `${channelId}/${day}`;

/** What plans are made from: for one authorization or for many at once, so that a bulk feed needs few queries. */
export class Facts {
  readonly #channels = new Map<string, ChannelRow[]>();
  readonly #days = new Map<number, WholeDay[]>();

  constructor(
    readonly usagePoints: ReadonlyMap<string, UsagePointRow>,
    channels: readonly ChannelRow[],
    days: readonly WholeDay[],
    private readonly edges: ReadonlyMap<string, Buffer>,
  ) {
    for (const channel of channels) push(this.#channels, channel.usagePointId, channel);
    for (const day of days) push(this.#days, day.channelId, day);
  }

  /** The channels of a usage point, in document order. */
  channelsOf(usagePointId: string): readonly ChannelRow[] {
    return this.#channels.get(usagePointId) ?? NONE;
  }

  /** The newest versions of a channel's days, ascending. */
  daysOf(channelId: number): readonly WholeDay[] {
    return this.#days.get(channelId) ?? NONE;
  }

  /** The packed bytes of a day that some window cuts. */
  edge(day: DayVersion): Buffer {
    const bytes = this.edges.get(versionKey(day));
    if (!bytes) throw new Error('a block at the edge of a window was not read');
    return bytes;
  }
}

/** Whether a window holds all readings of a day. */
export const isWhole = (day: DayVersion, windows: readonly Window[]): boolean =>
  windows.some(({ start, end }) => start <= day.firstStart && day.lastStart < end);

/** Whether a window may hold a reading of a day. */
export const touches = (day: DayVersion, windows: readonly Window[]): boolean =>
  windows.some(({ start, end }) => start <= day.lastStart && day.firstStart < end);

/**
 * Reads what the plans of these usage points need beside their channels, in at most two queries. A single entry is not filtered by `updated-*`.
 * @param read days that were read already: all of what is visible, however they changed
 */
export async function loadFacts(
  visible: readonly VisibleUsagePoint[],
  rows: readonly UsagePointRow[],
  known: readonly ChannelRow[],
  { shape, single }: ResourceRequest,
  query: FeedQuery,
  dataSource: DataSource,
  read?: readonly WholeDay[],
): Promise<Facts> {
  const usagePoints = new Map(rows.map((row) => [row.usagePointId, row]));
  if (withoutChannels({ shape })) return new Facts(usagePoints, NONE, NONE, new Map());
  // One usage point may stand under several authorizations, for example of its former and its present holder.
  const points = new Map<string, VisibleUsagePoint[]>();
  for (const point of visible) push(points, point.usagePointId, point);
  const channels = known.filter(({ usagePointId }) => points.has(usagePointId));
  const shown = channels.filter(({ usagePointId }) => points.get(usagePointId)!.some(({ windows }) => windows.length > 0));
  if (shape === 'MeterReading' || shown.length === 0) return new Facts(usagePoints, channels, NONE, new Map());
  const filter = single ? { asOf: query.asOf } : query;
  const span = spanOf(visible.flatMap(({ windows }) => windows));
  const ids = shown.map(({ channelId }) => channelId);
  const days = read ? changedDays(read, filter) : await readDayVersions(ids, span, filter, dataSource);
  const windowsOf = new Map(
    shown.map(({ channelId, usagePointId, readingTypeKey }) => {
      const { intervalLength } = readingTypeKeyOf(readingTypeKey);
      return [channelId, points.get(usagePointId)!.map((point) => windowsOfChannel(point, intervalLength))];
    }),
  );
  // Days of a channel that is not shown may have been read with the others.
  const edges = days.filter((day) => windowsOf.get(day.channelId)?.some((list) => touches(day, list) && !isWhole(day, list)));
  const bytes = edges.length === 0 ? NONE : await readBlocks(edges, dataSource);
  return new Facts(usagePoints, channels, days, new Map(edges.map((day, i) => [versionKey(day), bytes[i]!])));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
