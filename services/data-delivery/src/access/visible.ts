import type { Holder, Period, Terms, Window } from '@greenledger/contracts';

/** A usage point with who held it when; `holders` as meter-ingestion published them. */
export interface HeldUsagePoint {
  readonly usagePointId: string;
  readonly holders: readonly Holder[];
}

export interface VisibleUsagePoint {
  readonly usagePointId: string;
  /** Ascending, apart from each other, half-open, in seconds since 1970-01-01 UTC. Empty: structure only, no readings. */
  readonly windows: readonly Window[];
  /** When this customer held it, whatever the terms and the query say: ascending, apart from each other. */
  readonly held: readonly Window[];
}

export type Visibility =
  | { readonly visible: true; readonly usagePoints: readonly VisibleUsagePoint[] }
  | { readonly visible: false; readonly reason: 'none-known' | 'none-held' };

/** What the query asks for, by time of use. */
export interface TimeOfUse {
  readonly publishedMin?: number;
  readonly publishedMax?: number;
}

const DAY = 86_400;
/** Stands for "without end": the year 9999, which every clock and every 64-bit column can hold. */
const WITHOUT_END = 253_402_300_800;

/**
 * What a release may show: the usage points of the terms that the customer holds or held, each with the times that lie in
 * the published period, in a holder period of this customer, and in the query. A reading belongs to the time at which it
 * starts. A usage point that the customer never held within the published period is left out altogether.
 */
export function visible(
  terms: Pick<Terms, 'usagePointIds' | 'publishedPeriod'>,
  customerId: string,
  known: readonly HeldUsagePoint[],
  query: TimeOfUse,
): Visibility {
  const authorized = known.filter(({ usagePointId }) => terms.usagePointIds.includes(usagePointId));
  if (authorized.length === 0) return { visible: false, reason: 'none-known' };
  const asked: Period = { start: query.publishedMin ?? Number.MIN_SAFE_INTEGER, end: query.publishedMax ?? null };
  const usagePoints: VisibleUsagePoint[] = [];
  for (const { usagePointId, holders } of authorized) {
    const own = holders.filter((holder) => holder.customerId === customerId).map(({ from, to }) => ({ start: from, end: to }));
    const held = own.flatMap((period) => overlap([period, terms.publishedPeriod]));
    if (held.length === 0) continue;
    const windows = join(own.flatMap((period) => overlap([period, terms.publishedPeriod, asked])));
    usagePoints.push({ usagePointId, windows, held: join(own.map(({ start, end }) => ({ start, end: end ?? WITHOUT_END }))) });
  }
  if (usagePoints.length === 0) return { visible: false, reason: 'none-held' };
  usagePoints.sort((a, b) => (a.usagePointId < b.usagePointId ? -1 : 1));
  return { visible: true, usagePoints };
}

/**
 * When the readings of a channel may start. What lasts longer than a day, such as the use between two reads of a register, is
 * shown to the holder of all of that time only: its end would tell of the next one.
 * @param intervalLength seconds
 */
export function windowsOfChannel(
  { windows, held }: Pick<VisibleUsagePoint, 'windows' | 'held'>,
  intervalLength: number,
): readonly Window[] {
  if (intervalLength <= DAY) return windows;
  const whole = held.map(({ start, end }) => ({ start, end: end - intervalLength + 1 }));
  return join(windows.flatMap((window) => whole.flatMap((period) => overlap([window, period]))));
}

/** The time that all periods share, or nothing. */
function overlap(periods: readonly Period[]): Window[] {
  const start = Math.max(...periods.map((period) => period.start));
  const end = Math.min(...periods.map((period) => period.end ?? WITHOUT_END));
  return start < end ? [{ start, end }] : [];
}

/** Ascending, with windows that touch or overlap made one. */
function join(windows: Window[]): Window[] {
  const joined: Window[] = [];
  for (const window of windows.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && window.start <= last.end) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, window.end) };
    else joined.push(window);
  }
  return joined;
}
