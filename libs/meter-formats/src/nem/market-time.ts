const DATE_TIME = /^(\d{8})(\d{2})(\d{2})(\d{2})?$/;

/** `YYYYMMDD` as seconds since 1970-01-01 of midnight by a clock that is `offset` seconds ahead of UTC; undefined for no such day. */
export function parseDate(text: string, offset: number): number | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC rolls 31 November over to 1 December: the day tells.
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / 1_000 - offset;
}

/** `YYYYMMDDhhmmss`, or without seconds as some senders write it. */
export function parseDateTime(text: string, offset: number): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const date = parseDate(match[1]!, offset);
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (date === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  return date + hour * 3_600 + minute * 60 + second;
}
