import { DateTime } from 'luxon';

/** One calendar day of a place. `start <= t < end`, seconds since 1970-01-01 UTC; 23, 24 or 25 hours long. */
export interface LocalDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/** Every local day of the `months` calendar months that end at the start of `endDay` (`YYYY-MM-DD`, not included). */
export function localDays(endDay: string, months: number, timeZone: string): LocalDay[] {
  const end = DateTime.fromISO(endDay, { zone: timeZone });
  if (!end.isValid) throw new RangeError(`not a local day of ${timeZone}: ${endDay}`);
  const days: LocalDay[] = [];
  for (let day = end.minus({ months }); day < end; day = day.plus({ days: 1 })) {
    days.push({ day: day.toISODate()!, start: day.toSeconds(), end: day.plus({ days: 1 }).toSeconds() });
  }
  return days;
}

/** The calendar day of a moment at a place, as `YYYY-MM-DD`. */
export function localDayOf(moment: Date, timeZone: string): string {
  return DateTime.fromJSDate(moment, { zone: timeZone }).toISODate()!;
}
