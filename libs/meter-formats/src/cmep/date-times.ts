const DATE_TIME = /^\d{12}$/;
const DATE = /^\d{8}$/;
const MINUTE = 60;
const DAY = 86_400;

/** `CCYYMMDDHHMM` in UTC as seconds since 1970-01-01; undefined when the text is no such moment (month 13, 24:00, 30 February). */
export function parseDateTime(text: string): number | undefined {
  if (!DATE_TIME.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const [hour, minute] = [Number(text.slice(8, 10)), Number(text.slice(10, 12))];
  if (year < 1970 || hour > 23 || minute > 59) return undefined;
  const date = Date.UTC(year, month - 1, day) / 1_000;
  // Date.UTC rolls 31 November over to 1 December: the day tells.
  const back = new Date(date * 1_000);
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return undefined;
  return date + hour * 3_600 + minute * MINUTE;
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
