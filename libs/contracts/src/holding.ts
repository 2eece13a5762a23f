import type { Period, Window } from './period.js';

/** When the customer of an authorization holds a usage point: that customer's own periods, ascending, none when never. */
export interface Holding {
  readonly usagePointId: string;
  readonly periods: readonly Period[];
}

/** How far a release reaches, usage point by usage point: `window` of the manifest is only the span over all of them. */
export interface ReleaseExtent {
  /** Everything that terms, holder and readings allow at this moment: no filter of the query, no page of a longer answer. */
  readonly complete: boolean;
  /** One entry per usage point of the manifest; no windows when nothing but its structural entries is sent. */
  readonly usagePoints: ReadonlyArray<{ readonly usagePointId: string; readonly windows: readonly Window[] }>;
}
