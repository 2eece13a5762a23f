import { ProblemError, readingTypeKeyOf, unpackBlock, type DataSet, type Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import { windowsOfChannel, type VisibleUsagePoint } from '../access/visible.js';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { QualityVersion } from '../summaries/power-quality-versions.js';
import type { KnownTariffs } from '../tariffs/read-tariffs.js';
import { planPowerQuality, planSummaries } from '../summaries/plan-summaries.js';
import type { SummaryVersion } from '../summaries/summary-versions.js';
import type { ChannelRow, WholeDay } from './day-versions.js';
import { isWhole, touches, type Facts } from './facts.js';
import type { Paging } from './paging.js';
import { inWindows, type PlannedBlock, type PlannedChannel, type PlannedUsagePoint, type ReleasePlan } from './release-plan.js';
import type { ResourceRequest } from './resource-request.js';
import type { ChannelMarks } from '../tariffs/usage-point-tariffs.js';

export interface PlanSource {
  readonly visible: readonly VisibleUsagePoint[];
  readonly facts: Facts;
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  readonly paging: Paging;
  readonly addresses: FeedAddresses;
  /** What the customer authorized. */
  readonly dataSets: readonly DataSet[];
  /** Bills of this customer; undefined where the authorization lets none be seen. */
  readonly summaries: readonly SummaryVersion[] | undefined;
  /** Summaries of power quality at these usage points, none where the authorization lets none be seen. */
  readonly quality: readonly QualityVersion[];
  readonly tariffs: KnownTariffs;
}

/**
 * Works out which versions a release shows. In a Batch the structural entries always stand, and a usage point without a
 * window keeps them; a collection pages and filters its own entries.
 * @throws ProblemError `not-found` when the path names what this authorization does not show
 */
export function planRelease(source: PlanSource): ReleasePlan {
  const { asked, addresses, facts } = source;
  const wanted = source.visible.filter(
    ({ usagePointId }) => asked.usagePoint === undefined || addresses.usagePointPath(usagePointId) === asked.usagePoint,
  );
  requireFound(wanted, asked, asked.usagePoint);
  const usagePoints: PlannedUsagePoint[] = [];
  let channelsFound = 0;
  for (const point of wanted) {
    const { usagePointId, windows } = point;
    const row = facts.usagePoints.get(usagePointId)!;
    if (asked.shape === 'UsagePoint' && !pages(source, row, () => addresses.usagePoint(row.usagePointId, row.timeZone).id)) continue;
    const own = facts
      .channelsOf(usagePointId)
      .filter((channel) => asked.meterReading === undefined || addresses.meterReadingPath(channel) === asked.meterReading);
    channelsFound += own.length;
    const summaries = source.summaries && planSummaries(usagePointId, windows, { ...source, summaries: source.summaries });
    const quality = planPowerQuality(usagePointId, windows, source);
    const channels = planChannels(own, point, source);
    const tariffDigest = channels.some(({ marks }) => marks) ? source.tariffs.get(usagePointId)!.digest : undefined;
    usagePoints.push({ row, windows, tariffDigest, channels, summaries, quality });
  }
  requireFound(channelsFound, asked, asked.meterReading);
  requireEntries(usagePoints, asked);
  return { usagePoints, permitted: spanOf(wanted.flatMap(({ windows }) => windows)), dataSets: shownSets(source, usagePoints) };
}

/** Bills alone make a release of the data set `billing`, and beside them readings one of `usage` too. */
function shownSets({ asked, dataSets, summaries }: PlanSource, usagePoints: readonly PlannedUsagePoint[]): DataSet[] {
  const billing = usagePoints.some((usagePoint) => (usagePoint.summaries ?? []).length > 0);
  const billsOnly = asked.shape === 'UsageSummary' || (summaries !== undefined && !dataSets.includes('usage'));
  if (billsOnly) return ['billing'];
  return billing ? ['usage', 'billing'] : ['usage'];
}

/** The entries that the path names below a usage point and a channel; most requests name none. */
function requireEntries(usagePoints: readonly PlannedUsagePoint[], asked: ResourceRequest): void {
  const { intervalBlock, usageSummary, powerQuality } = asked;
  if (intervalBlock !== undefined) {
    const blocks = usagePoints.flatMap(({ channels }) => channels.flatMap((channel) => channel.blocks));
    requireFound(blocks, asked, intervalBlock);
  }
  if (usageSummary !== undefined) {
    const summaries = usagePoints.flatMap((usagePoint) => usagePoint.summaries ?? []);
    requireFound(summaries, asked, usageSummary);
  }
  if (powerQuality !== undefined) {
    const quality = usagePoints.flatMap((usagePoint) => usagePoint.quality ?? []);
    requireFound(quality, asked, powerQuality);
  }
}

function requireFound(found: readonly unknown[] | number, { shape }: ResourceRequest, id: string | undefined): void {
  if (id === undefined || (typeof found === 'number' ? found : found.length) > 0) return;
  const detail = `This authorization shows nothing of that id on the way to ${shape}: follow the links of the feed, they lead to what it shows.`;
  throw new ProblemError('not-found', detail);
}

function planChannels(channels: readonly ChannelRow[], point: VisibleUsagePoint, source: PlanSource): PlannedChannel[] {
  const { asked, query, paging, addresses, facts, tariffs, dataSets } = source;
  const withCost = dataSets.includes('billing');
  const marksOf = ({ usagePointId, readingTypeKey }: ChannelRow): ChannelMarks | undefined =>
    tariffs.get(usagePointId)?.marksOf(readingTypeKey, withCost);
  if (withoutChannels(asked)) return [];
  // Without the data set `usage` nobody but the holder of a bill looks at the usage point: no channel then.
  if (source.summaries !== undefined && !source.dataSets.includes('usage')) return [];
  if (asked.shape === 'MeterReading') {
    return channels
      .filter((channel) => pages(source, { updated: channel.published }, () => addresses.meterReading(channel).id))
      .map((channel) => ({ ...channel, marks: marksOf(channel), windows: [], blocks: [] }));
  }
  return channels.map((channel) => {
    const { intervalBlock } = asked;
    const all = facts.daysOf(channel.channelId);
    const days = intervalBlock === undefined ? all : all.filter(({ day }) => addresses.intervalBlockPath(channel, day) === intervalBlock);
    const marks = marksOf(channel);
    const windows = windowsOfChannel(point, readingTypeKeyOf(channel.readingTypeKey).intervalLength);
    const cut = cutToWindows(days, windows, facts);
    // Facts are read whole where a tariff is known, because what it tells may have changed later than the readings.
    const blocks =
      tariffs.size === 0 ? cut : changedWithin(dated(cut, marks && tariffs.get(channel.usagePointId)), asked.single ? {} : query);
    if (asked.single || !paging.pages) return { ...channel, marks, windows, blocks };
    return { ...channel, marks, windows, blocks: blocks.filter(({ day }) => paging.takes(() => addresses.intervalBlock(channel, day).id)) };
  });
}

/** Blocks that tell by a tariff changed when it did. */
function dated(blocks: PlannedBlock[], tariffs: { readonly updated: number } | undefined): PlannedBlock[] {
  return tariffs ? blocks.map((block) => ({ ...block, updated: Math.max(block.updated, tariffs.updated) })) : blocks;
}

const changedWithin = (blocks: PlannedBlock[], { updatedMin = -Infinity, updatedMax = Infinity }: FeedQuery): PlannedBlock[] =>
  blocks.filter(({ updated }) => updatedMin <= updated && updated < updatedMax);

/** Whether the entries of a shape have nothing to do with channels. */
export const withoutChannels = ({ shape }: Pick<ResourceRequest, 'shape'>): boolean =>
  shape === 'UsagePoint' || shape === 'UsageSummary' || shape === 'ElectricPowerQualitySummary';

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
export function spanOf(windows: readonly Window[]): Window {
  let start = Infinity;
  let end = -Infinity;
  for (const window of windows) {
    start = Math.min(start, window.start);
    end = Math.max(end, window.end);
  }
  return start < end ? { start, end } : { start: 0, end: 0 };
}

/** Keeps the blocks that show at least one reading; those at the edge of a window are opened to count what they show. */
function cutToWindows(days: readonly WholeDay[], windows: readonly Window[], facts: Facts): PlannedBlock[] {
  const blocks: PlannedBlock[] = [];
  for (const day of days) {
    if (isWhole(day, windows)) blocks.push(day);
    else if (touches(day, windows)) {
      const starts = unpackBlock(facts.edge(day))
        .readings.filter(({ start, value }) => value !== null && inWindows(windows, start))
        .map(({ start }) => start);
      if (starts.length > 0) blocks.push({ ...day, whole: false, readings: starts.length, first: starts[0]!, last: starts.at(-1)! });
    }
  }
  return blocks;
}
