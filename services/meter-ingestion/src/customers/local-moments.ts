import { localDayBounds, localDayOf } from '@greenledger/espi';
import type { CisDay } from '@greenledger/meter-formats';

/** Half-open, seconds since 1970-01-01 UTC; `to: null` is open. */
export interface Span {
  readonly from: number;
  readonly to: number | null;
}

const MOST = 50_000;
const known = new Map<string, number>();

/** First second of a local day. An extract says the same few days many thousand times, so they are kept. */
export function startOfDay(zone: string, day: string): number {
  const key = `${day} ${zone}`;
  let start = known.get(key);
  if (start === undefined) {
    start = localDayBounds(zone, day).start;
    if (known.size >= MOST) known.clear();
    known.set(key, start);
  }
  return start;
}

/** Local days, the end exclusive, as moments. A moment stands for the local day that it falls in. */
export function spanOf(zone: string, from: CisDay, to: CisDay | null): Span {
  const start = (day: CisDay): number => startOfDay(zone, typeof day === 'number' ? localDayOf(zone, day) : day);
  return { from: start(from), to: to === null ? null : start(to) };
}

/** Whether two spans share a moment. */
export const overlaps = (one: Span, other: Span): boolean => one.from < (other.to ?? Infinity) && other.from < (one.to ?? Infinity);
