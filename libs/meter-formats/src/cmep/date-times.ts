const DATE_TIME = /^\d{12}$/;
const DATE = /^\d{8}$/;
const MINUTE = 60;
const DAY = 86_400;

/** `CCYYMMDDHHMM` in UTC as seconds since 1970-01-01; undefined when the text is no such moment (month 13, 24:00, 30 February). */
export function parseDateTime(text: string): number | undefined {
  if (!DATE_TIME.test(text)) return undefined;
  return momentOf(Number(text.slice(0, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12)));
}

/** The same of numbers. @param ymd CCYYMMDD */
export function momentOf(ymd: number, hour: number, minute: number): number | undefined {
  if (hour > 23 || minute > 59) return undefined;
  const date = midnightOf(ymd);
  return Number.isNaN(date) ? undefined : date + hour * 3_600 + minute * MINUTE;
}

/** Days that were worked out: a file of a million date-times names a few of them. */
const midnights = new Map<number, number>();
const MOST_REMEMBERED = 4_096;

/** @param ymd the number CCYYMMDD. @returns its midnight in UTC, NaN for a day that does not exist */
function midnightOf(ymd: number): number {
  const known = midnights.get(ymd);
  if (known !== undefined) return known;
  const [year, month, day] = [Math.floor(ymd / 10_000), Math.floor(ymd / 100) % 100, ymd % 100];
  // Date.UTC rolls 31 November over to 1 December: the day tells.
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const midnight = exists ? date.getTime() / 1_000 : Number.NaN;
  if (midnights.size >= MOST_REMEMBERED) midnights.clear();
  midnights.set(ymd, midnight);
  return midnight;
}

export const isDate = (text: string): boolean => DATE.test(text) && parseDateTime(`${text}0000`) !== undefined;

/** The interval field `MMDDHHMM` in seconds. Months have no fixed length and are not supported; 0 means none. */
export function parseInterval(text: string): number | 'not-valid' | 'not-supported' {
  if (!DATE.test(text)) return 'not-valid';
  const [months, days] = [Number(text.slice(0, 2)), Number(text.slice(2, 4))];
  const [hours, minutes] = [Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  if (months > 0 || days > 31) return 'not-supported';
  if (hours > 23 || minutes > 59) return 'not-valid';
  return days * DAY + hours * 3_600 + minutes * MINUTE;
}
