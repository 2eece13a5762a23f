import type { MissingReadings, RunOfReadings } from '@greenledger/contracts';
import type { LocalDay } from '../import/local-days.js';
import type { Span } from './expected-channel.js';
import type { OpenRefusal } from './open-refusals.js';

/** A meter at the service. */
export interface InstalledMeter extends Span {
  readonly meter: string;
}

/** What is known of a channel and its service, beside the readings. */
export interface Circumstances {
  readonly meters: readonly InstalledMeter[];
  /** When an agreement held the service. */
  readonly agreements: readonly Span[];
  /** Of this channel. The first one that fits is named. */
  readonly refusals: readonly OpenRefusal[];
  /** End of the newest reading with a value; null when there is none. */
  readonly newestEnd: number | null;
  /** What ended after this moment is not late yet. */
  readonly lateBefore: number;
}

type Cause = Pick<MissingReadings, 'reason' | 'refused'>;

const DAY = 86_400;

/**
 * The readings that a local day of a channel lacks, by reason, in the order of their first intervals. The intervals are those that
 * `expectedOfDay` counts, and beside them those for which no meter was in place.
 * @param runs what is stored of the day; undefined when all that was expected has come
 */
export function missingOfDay(
  day: LocalDay,
  intervalLength: number,
  runs: readonly RunOfReadings[] | undefined,
  circumstances: Circumstances,
): readonly MissingReadings[] {
  const stored = runs && valuesByInterval(day, intervalLength, runs);
  const missing = new Map<string, MissingReadings>();
  for (const [index, interval] of intervalsOf(day, intervalLength).entries()) {
    const value = stored ? stored.get(index) : inPlace(circumstances.meters, interval) !== undefined || undefined;
    const cause = causeOf(interval, value, circumstances);
    if (!cause) continue;
    const key = [cause.reason, cause.refused?.importId, cause.refused?.code].join(' ');
    const { from, count } = missing.get(key) ?? { from: interval.from, count: 0 };
    missing.set(key, { day: day.day, ...cause, count: count + 1, from, to: interval.to });
  }
  return [...missing.values()];
}

/** Half-open, seconds since 1970-01-01 UTC. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A daily value is that of the local day, whatever its length; longer intervals and register reads are not expected of a day. */
function intervalsOf({ start, end }: LocalDay, length: number): readonly Interval[] {
  if (length === DAY) return [{ from: start, to: end }];
  if (length === 0 || length > DAY) return [];
  return Array.from({ length: Math.floor((end - start) / length) }, (_, i) => ({ from: start + i * length, to: start + (i + 1) * length }));
}

/** Whether there is a value, by the number of the interval; intervals of which nothing is stored are left out. */
function valuesByInterval({ start }: LocalDay, length: number, runs: readonly RunOfReadings[]): ReadonlyMap<number, boolean> {
  const values = new Map<number, boolean>();
  for (const [first, count, hasValue] of runs) {
    for (let i = 0; i < count; i++) {
      const index = length === DAY ? 0 : Math.floor((first + i * length - start) / length);
      values.set(index, hasValue === 1 || values.get(index) === true);
    }
  }
  return values;
}

/** @param value whether the interval has one; undefined when nothing of it is stored */
function causeOf(interval: Interval, value: boolean | undefined, known: Circumstances): Cause | undefined {
  if (value) return undefined;
  const { from, to } = interval;
  // A daily value may be written with the clock of another season: its middle lies in the right day all the same.
  const middle = (from + to) / 2;
  const holds = (span: Span): boolean => span.from <= middle && (span.to === null || middle < span.to);
  const installed = inPlace(known.meters, interval);
  if (!installed) return { reason: 'not-installed', refused: null };
  if (value === false) return { reason: 'no-value', refused: null };
  if (!known.agreements.some(holds)) return { reason: 'not-active', refused: null };
  const refusal = known.refusals.find((each) => each.meterNumber === installed.meter && holds(each));
  if (refusal) return { reason: 'refused', refused: { importId: refusal.importId, code: refusal.code } };
  const follows = from >= (known.newestEnd ?? -Infinity);
  return { reason: follows && to > known.lateBefore ? 'not-due' : 'not-received', refused: null };
}

/** The meter that was in place for all of an interval. */
export const inPlace = (meters: readonly InstalledMeter[], { from, to }: Interval): InstalledMeter | undefined =>
  meters.find((meter) => meter.from <= from && (meter.to === null || to <= meter.to));
