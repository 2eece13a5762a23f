import type { DataSource } from 'typeorm';
import { ProblemError, unpackBlock, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { VisibleUsagePoint } from '../access/visible.js';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import { readBlocks, readChannels, readDayVersions, type ChannelRow, type DayVersion } from './day-versions.js';
import type { Paging } from './paging.js';
import { inWindows, type PlannedBlock, type PlannedChannel, type PlannedUsagePoint, type ReleasePlan } from './release-plan.js';
import type { ResourceRequest } from './resource-request.js';
import type { UsagePointRow } from './usage-points.js';

export interface PlanSource {
  readonly visible: readonly VisibleUsagePoint[];
  readonly rows: readonly UsagePointRow[];
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  readonly paging: Paging;
  readonly addresses: FeedAddresses;
}

/**
 * Works out which versions a release shows. In a Batch the structural entries always stand, and a usage point without a
 * window keeps them; a collection pages and filters its own entries.
 * @throws ProblemError `not-found` when the path names what this authorization does not show
 */
export async function planRelease(source: PlanSource, dataSource: DataSource): Promise<ReleasePlan> {
  const { asked, query, addresses } = source;
  const wanted = source.visible.filter(
    ({ usagePointId }) => asked.usagePoint === undefined || addresses.usagePointPath(usagePointId) === asked.usagePoint,
  );
  requireFound(wanted, asked, asked.usagePoint);
  const all = await readChannels(
    wanted.map(({ usagePointId }) => usagePointId),
    query.asOf,
    dataSource,
  );
  const channels = all.filter((channel) => asked.meterReading === undefined || addresses.meterReadingPath(channel) === asked.meterReading);
  requireFound(channels, asked, asked.meterReading);
  const usagePoints: PlannedUsagePoint[] = [];
  for (const { usagePointId, windows } of wanted) {
    const row = source.rows.find((candidate) => candidate.usagePointId === usagePointId)!;
    if (asked.shape === 'UsagePoint' && !pages(source, row, () => addresses.usagePoint(row.usagePointId, row.timeZone).id)) continue;
    const own = channels.filter((channel) => channel.usagePointId === usagePointId);
    usagePoints.push({ row, windows, channels: await planChannels(own, windows, source, dataSource) });
  }
  requireFound(
    usagePoints.flatMap((usagePoint) => usagePoint.channels.flatMap(({ blocks }) => blocks)),
    asked,
    asked.intervalBlock,
  );
  return { usagePoints, permitted: spanOf(wanted.flatMap(({ windows }) => windows)) };
}

function requireFound(found: readonly unknown[], { shape }: ResourceRequest, id: string | undefined): void {
  if (id === undefined || found.length > 0) return;
  const detail = `This authorization shows nothing of that id on the way to ${shape}: follow the links of the feed, they lead to what it shows.`;
  throw new ProblemError('not-found', detail);
}

async function planChannels(
  channels: readonly ChannelRow[],
  windows: readonly Window[],
  { asked, query, paging, addresses }: PlanSource,
  dataSource: DataSource,
): Promise<PlannedChannel[]> {
  if (asked.shape === 'UsagePoint') return [];
  if (asked.shape === 'MeterReading') {
    return channels
      .filter((channel) => pages({ asked, query, paging }, { updated: channel.published }, () => addresses.meterReading(channel).id))
      .map((channel) => ({ ...channel, blocks: [] }));
  }
  const ids = channels.map(({ channelId }) => channelId);
  const days =
    windows.length === 0 ? [] : await readDayVersions(ids, spanOf(windows), asked.single ? { ...query, ...UNFILTERED } : query, dataSource);
  const planned: PlannedChannel[] = [];
  for (const channel of channels) {
    const mine = days.filter(
      ({ channelId, day }) =>
        channelId === channel.channelId &&
        (asked.intervalBlock === undefined || addresses.intervalBlockPath(channel, day) === asked.intervalBlock),
    );
    const blocks = await cutToWindows(channel.channelId, mine, windows, dataSource);
    const shown = asked.single ? blocks : blocks.filter(({ day }) => paging.takes(() => addresses.intervalBlock(channel, day).id));
    planned.push({ ...channel, blocks: shown });
  }
  return planned;
}

const UNFILTERED = { updatedMin: undefined, updatedMax: undefined } as const;

/** Whether a collection of structural entries shows this one; a single entry is shown whatever the query says. */
function pages(
  { asked, query, paging }: Pick<PlanSource, 'asked' | 'query' | 'paging'>,
  { updated }: { readonly updated: number },
  idOf: () => string,
): boolean {
  if (asked.single) return true;
  const { updatedMin = -Infinity, updatedMax = Infinity } = query;
  return updatedMin <= updated && updated < updatedMax && paging.takes(idOf);
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
