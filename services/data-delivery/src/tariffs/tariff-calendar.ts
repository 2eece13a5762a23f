import type { TariffPeriod } from '@greenledger/contracts';
import { minuteOfDay } from '@greenledger/espi';

/** The calendar of a tariff from a local day on, until the next one begins. */
export interface TariffCalendar {
  readonly tariff: string;
  /** Local day `YYYY-MM-DD`. */
  readonly from: string;
  /** Ascending by rank. */
  readonly periods: readonly TariffPeriod[];
  readonly digest: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly updated: number;
}

/** Which time of use holds at a moment of a local day; undefined where none does. */
export type TimesOfUse = (moment: number) => TariffPeriod | undefined;

/**
 * The times of use of a local day by the newest calendar that has begun. Of several periods the one with the lowest rank holds.
 * @param calendars of one tariff
 */
export function timesOfUse(calendars: readonly TariffCalendar[], zone: string, day: string): TimesOfUse {
  let calendar: TariffCalendar | undefined;
  for (const each of calendars) if (each.from <= day && (!calendar || each.from > calendar.from)) calendar = each;
  const periods = calendar?.periods.filter((period) => holdsOn(period, day)) ?? [];
  if (periods.length === 0) return () => undefined;
  const minuteAt = minuteOfDay(zone, day);
  return (moment) => {
    const minute = minuteAt(moment);
    return periods.find(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
  };
}

function holdsOn({ months, days, dates }: TariffPeriod, day: string): boolean {
  if (dates.length > 0) return dates.includes(day);
  const date = new Date(`${day}T00:00:00Z`);
  if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return days === 'all' || weekend === (days === 'weekends');
}
