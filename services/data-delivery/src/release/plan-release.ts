import type { DataSource } from 'typeorm';
import { unpackBlock, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { VisibleUsagePoint } from '../access/visible.js';
import { readBlocks, readChannels, readDayVersions, type DayVersion } from './day-versions.js';
import { inWindows, type PlannedBlock, type PlannedUsagePoint, type ReleasePlan } from './release-plan.js';
import type { UsagePointRow } from './usage-points.js';

/** Works out which block versions a release shows. Usage points without a window keep their structural entries. */
export async function planRelease(
  visible: readonly VisibleUsagePoint[],
  rows: readonly UsagePointRow[],
  query: FeedQuery,
  dataSource: DataSource,
): Promise<ReleasePlan> {
  const channels = await readChannels(
    visible.map(({ usagePointId }) => usagePointId),
    dataSource,
  );
  const paging = new Paging(query);
  const usagePoints: PlannedUsagePoint[] = [];
  for (const { usagePointId, windows } of visible) {
    const row = rows.find((candidate) => candidate.usagePointId === usagePointId)!;
    const own = channels.filter((channel) => channel.usagePointId === usagePointId);
    const days =
      windows.length === 0
        ? []
        : await readDayVersions(
            own.map(({ channelId }) => channelId),
            spanOf(windows),
            query,
            dataSource,
          );
    const planned = [];
    for (const channel of own) {
      const mine = days.filter(({ channelId }) => channelId === channel.channelId);
      const blocks = await cutToWindows(channel.channelId, mine, windows, dataSource);
      planned.push({ ...channel, blocks: blocks.filter(() => paging.takes()) });
    }
    usagePoints.push({ row, windows, channels: planned });
  }
  return { usagePoints, permitted: spanOf(visible.flatMap(({ windows }) => windows)) };
}

/** From the first start to the last end; an empty window at 0 when there is none. */
function spanOf(windows: readonly Window[]): Window {
  if (windows.length === 0) return { start: 0, end: 0 };
  return { start: Math.min(...windows.map(({ start }) => start)), end: Math.max(...windows.map(({ end }) => end)) };
}

/** Keeps the blocks that show at least one reading; those at the edge of a window are opened to count what they show. */
async function cutToWindows(
  channelId: number,
  days: readonly DayVersion[],
  windows: readonly Window[],
  dataSource: DataSource,
): Promise<PlannedBlock[]> {
  const isWhole = (day: DayVersion): boolean => windows.some(({ start, end }) => start <= day.firstStart && day.lastStart < end);
  const edges = days.filter((day) => !isWhole(day));
  const bytes = edges.length === 0 ? [] : await readBlocks(channelId, edges, dataSource);
  const edgeBlocks = new Map(edges.map((day, i) => [day, bytes[i]!]));
  return days.flatMap((day): PlannedBlock[] => {
    const block = edgeBlocks.get(day);
    if (!block) return [{ ...day, whole: true, readings: day.valueCount, first: day.firstStart, last: day.lastStart }];
    const starts = unpackBlock(block)
      .readings.filter(({ start, value }) => value !== null && inWindows(windows, start))
      .map(({ start }) => start);
    return starts.length === 0 ? [] : [{ ...day, whole: false, readings: starts.length, first: starts[0]!, last: starts.at(-1)! }];
  });
}

/** `start-index` and `max-results` count the blocks in document order; the structural entries always stand. */
class Paging {
  #place = 0;
  readonly #first: number;
  readonly #end: number;

  constructor({ startIndex = 1, maxResults = Infinity }: FeedQuery) {
    this.#first = startIndex;
    this.#end = startIndex + maxResults;
  }

  takes(): boolean {
    this.#place++;
    return this.#first <= this.#place && this.#place < this.#end;
  }
}
