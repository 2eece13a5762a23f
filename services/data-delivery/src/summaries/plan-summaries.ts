import type { Window } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { FeedAddresses } from '../feed/feed-addresses.js';
import type { Paging } from '../release/paging.js';
import type { ResourceRequest } from '../release/resource-request.js';
import type { QualityVersion } from './power-quality-versions.js';
import type { SummaryVersion } from './summary-versions.js';

interface Source {
  readonly asked: ResourceRequest;
  readonly query: FeedQuery;
  readonly paging: Paging;
  readonly addresses: FeedAddresses;
}

/** How the summaries of one kind are told apart. */
interface Kind<S> {
  readonly shape: ResourceRequest['shape'];
  /** The one that the path names, if any. */
  readonly asked: string | undefined;
  readonly pathOf: (summary: S) => string;
  readonly idOf: (summary: S) => string;
}

/** The bills that a release shows at one usage point. */
export function planSummaries(
  usagePointId: string,
  windows: readonly Window[],
  source: Source & { readonly summaries: readonly SummaryVersion[] },
): SummaryVersion[] {
  const { addresses, asked, summaries } = source;
  return shown(usagePointId, windows, summaries, source, {
    shape: 'UsageSummary',
    asked: asked.usageSummary,
    pathOf: ({ billId }) => addresses.usageSummaryPath(billId),
    idOf: ({ billId }) => addresses.usageSummary(usagePointId, billId).id,
  });
}

/** The summaries of power quality that a release shows at one usage point; undefined when none is known there. */
export function planPowerQuality(
  usagePointId: string,
  windows: readonly Window[],
  source: Source & { readonly quality: readonly QualityVersion[] },
): QualityVersion[] | undefined {
  const { addresses, asked, quality } = source;
  if (!quality.some((summary) => summary.usagePointId === usagePointId)) return undefined;
  return shown(usagePointId, windows, quality, source, {
    shape: 'ElectricPowerQualitySummary',
    asked: asked.powerQuality,
    pathOf: ({ summaryId }) => addresses.powerQualityPath(summaryId),
    idOf: ({ summaryId }) => addresses.powerQuality(usagePointId, summaryId).id,
  });
}

/**
 * Those whose whole period lies within one window, because a summary tells of all of its period. Beside blocks they stand
 * like structural entries; their own collection is paged.
 */
function shown<S extends { readonly usagePointId: string; readonly period: Window; readonly updated: number }>(
  usagePointId: string,
  windows: readonly Window[],
  summaries: readonly S[],
  { asked, query, paging }: Source,
  kind: Kind<S>,
): S[] {
  if (asked.shape !== 'Batch' && asked.shape !== kind.shape) return [];
  const { updatedMin = -Infinity, updatedMax = Infinity } = query;
  return summaries.filter((summary) => {
    if (summary.usagePointId !== usagePointId) return false;
    const { start, end } = summary.period;
    if (!windows.some((window) => window.start <= start && end <= window.end)) return false;
    if (asked.single) return kind.pathOf(summary) === kind.asked;
    if (summary.updated < updatedMin || summary.updated >= updatedMax) return false;
    return asked.shape === 'Batch' || paging.takes(() => kind.idOf(summary));
  });
}
