import { parseDecimal, toWhole, type Whole } from '../decimal.js';

/** A whole number; XML Schema allows blanks around it, and some senders have them. @returns undefined for anything else. */
export function wholeOf(text: string): number | undefined {
  const trimmed = text.trim();
  const value = /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
  return value === undefined ? undefined : value + 0;
}

/** Decimals are read where nothing stands behind the point. */
export function decimalOf(text: string): Whole | undefined {
  const value = parseDecimal(text.trim());
  return value && toWhole(value);
}

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/** An Atom date-time as seconds since 1970-01-01 UTC. Senders leave out the offset, or the time: both are taken as UTC. */
export function momentOf(text: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = match[7] && match[7] !== 'Z' ? match[7] : '+00:00';
  const ahead = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * (offset[0] === '-' ? -60 : 60);
  return date.getTime() / 1_000 + hour * 3_600 + minute * 60 + second - ahead;
}
