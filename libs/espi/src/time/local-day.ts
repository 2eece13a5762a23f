import { DateTime } from 'luxon';

/** A local day as seconds since 1970-01-01 UTC, half-open: 23, 24 or 25 hours long. */
export interface LocalDayBounds {
  readonly start: number;
  readonly end: number;
}

/**
 * Bounds of the calendar day `YYYY-MM-DD` in an IANA zone.
 * @throws RangeError when the day or the zone does not exist.
 */
export function localDayBounds(zone: string, day: string): LocalDayBounds {
  const start = DateTime.fromISO(day, { zone }).startOf('day');
  if (!start.isValid || start.toISODate() !== day) throw new RangeError(`no such local day: ${day} in ${zone}`);
  return { start: start.toUnixInteger(), end: start.plus({ days: 1 }).startOf('day').toUnixInteger() };
}

/** The calendar day `YYYY-MM-DD` in an IANA zone that a moment (seconds since 1970-01-01 UTC) falls in. */
export function localDayOf(zone: string, seconds: number): string {
  const day = DateTime.fromSeconds(seconds, { zone }).toISODate();
  if (day === null) throw new RangeError(`no such time zone: ${zone}`);
  return day;
}
