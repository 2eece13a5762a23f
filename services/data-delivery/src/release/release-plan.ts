import type { DataSet, Window } from '@greenledger/contracts';
import type { QualityVersion } from '../summaries/power-quality-versions.js';
import type { ChannelMarks } from '../tariffs/usage-point-tariffs.js';
import type { SummaryVersion } from '../summaries/summary-versions.js';
import type { ChannelRow, DayVersion } from './day-versions.js';
import type { UsagePointRow } from './usage-points.js';

/** A block version that a release will show, and how much of it. */
export interface PlannedBlock extends DayVersion {
  /** False: some of its readings lie outside the windows and are left out. */
  readonly whole: boolean;
  /** Readings that are shown, and the first and last start of these. */
  readonly readings: number;
  readonly first: number;
  readonly last: number;
}

export interface PlannedChannel extends ChannelRow {
  /** Times of use and costs; undefined where no tariff is known, or the channel has none. */
  readonly marks?: ChannelMarks | undefined;
  /** When its readings may start. */
  readonly windows: readonly Window[];
  /** Ascending. */
  readonly blocks: readonly PlannedBlock[];
}

export interface PlannedUsagePoint {
  readonly row: UsagePointRow;
  readonly windows: readonly Window[];
  /** Of the tariffs that the marks of its channels are told by. */
  readonly tariffDigest?: string | undefined;
  readonly channels: readonly PlannedChannel[];
  /** Undefined where the authorization lets no bill be seen. */
  readonly summaries?: readonly SummaryVersion[] | undefined;
  /** Summaries of power quality; undefined where none is known, or none may be seen. */
  readonly quality?: readonly QualityVersion[] | undefined;
}

/** All that one release will show, as exact versions, before any of it is rendered. */
export interface ReleasePlan {
  readonly usagePoints: readonly PlannedUsagePoint[];
  /** The period that every reading lies in, whatever the query asked. */
  readonly permitted: Window;
  /** Of which data sets the release shows something. */
  readonly dataSets: readonly DataSet[];
  /** Atom id after which the next page goes on; undefined when nothing is left. */
  readonly next?: string | undefined;
}

export const inWindows = (windows: readonly Window[], start: number): boolean =>
  windows.some((window) => window.start <= start && start < window.end);
