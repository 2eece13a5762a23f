import type { Holding, Period, ReleaseManifest, Window } from '@greenledger/contracts';
import type { ReleaseRefusal } from './release-coverage.js';
import { periodContains } from './terms.js';

/** The customer's own periods by usage point; one that is not in it is not known here, and delivery alone judges it. */
export type Holdings = Readonly<Record<string, readonly Period[]>>;

type Release = Pick<ReleaseManifest, 'usagePointIds' | 'window'> & {
  readonly extent?: { readonly usagePoints: ReadonlyArray<{ readonly usagePointId: string; readonly windows: readonly Window[] }> };
};

const REFUSAL: ReleaseRefusal = {
  code: 'outside-holder-period',
  detail: 'the release reaches outside the time in which the customer held the usage point; data of other holders is never shared',
};

/**
 * The holder rule (mission M-04): nothing of a usage point leaves but of the customer's own time there. A release that
 * tells its extent is judged usage point by usage point; another one by the span of all the holdings it names.
 */
export function judgeHolding(holdings: Holdings, release: Release): ReleaseRefusal | undefined {
  const { usagePointIds, window, extent } = release;
  if (!extent) return window.start === window.end || spanHolds(usagePointIds, holdings, window) ? undefined : REFUSAL;
  const told = new Map(extent.usagePoints.map(({ usagePointId, windows }) => [usagePointId, windows]));
  if (told.size !== usagePointIds.length || !usagePointIds.every((id) => told.has(id))) return REFUSAL;
  const inside = [...told].every(([id, windows]) => windows.every((one) => holds(holdings[id], one)));
  const windows = [...told.values()].flat();
  // The window is the span of what is sent, so it may not reach further than the windows it is made of.
  const spanned = window.start === window.end || (windows.length > 0 && periodContains(hull(windows), window));
  return inside && spanned ? undefined : REFUSAL;
}

function holds(periods: readonly Period[] | undefined, window: Window): boolean {
  return periods === undefined || window.start === window.end || periods.some((period) => periodContains(period, window));
}

function spanHolds(usagePointIds: readonly string[], holdings: Holdings, window: Window): boolean {
  const known = usagePointIds.map((id) => holdings[id]);
  if (known.some((periods) => periods === undefined)) return true;
  const periods = known.flatMap((one) => one ?? []);
  return periods.length > 0 && periodContains(hull(periods), window);
}

function hull(periods: readonly Period[]): Period {
  const ends = periods.map(({ end }) => end);
  return {
    start: Math.min(...periods.map(({ start }) => start)),
    end: ends.includes(null) ? null : Math.max(...(ends as readonly number[])),
  };
}

/** Ascending, with periods that touch or overlap made one: a renumbered agreement leaves no seam. */
export function joinPeriods(periods: readonly Period[]): readonly Period[] {
  const joined: Period[] = [];
  for (const period of [...periods].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || (last.end !== null && period.start > last.end)) joined.push(period);
    else joined[joined.length - 1] = { start: last.start, end: laterEnd(last.end, period.end) };
  }
  return joined;
}

const laterEnd = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));

/** Holdings with those of `added` in place of the earlier ones of the same usage points. */
export function withHoldings(holdings: Holdings, added: readonly Holding[] = []): Holdings {
  return { ...holdings, ...Object.fromEntries(added.map(({ usagePointId, periods }) => [usagePointId, periods])) };
}

export function samePeriods(a: readonly Period[], b: readonly Period[]): boolean {
  return a.length === b.length && a.every((period, index) => period.start === b[index]!.start && period.end === b[index]!.end);
}
