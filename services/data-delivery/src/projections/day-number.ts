const DAY = 86_400_000;
/** 2000-01-01, in days since 1970-01-01. */
const EPOCH = 10_957;
const MOST_KEPT = 100_000;

/** Days as text, by number: the same few thousand again and again. */
const texts = new Map<number, string>();

/** A calendar day `YYYY-MM-DD` as the tables keep it: days since 2000-01-01, two bytes, until 2089. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY - EPOCH;

/** The day in which a moment lies in UTC. @param seconds since 1970-01-01 UTC */
export const dayOfMoment = (seconds: number): number => Math.floor(seconds / 86_400) - EPOCH;

/** The first day of the month of a day. */
export const monthOf = (number: number): number => number - Number(dayText(number).slice(8)) + 1;

/** The calendar day of a number, `YYYY-MM-DD`. */
export function dayText(number: number): string {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const text = new Date((number + EPOCH) * DAY).toISOString().slice(0, 10);
  if (texts.size < MOST_KEPT) texts.set(number, text);
  return text;
}
