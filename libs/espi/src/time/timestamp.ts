const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;

/**
 * Reads `yyyy-MM-ddTHH:mm:ssZ`, the only form of ESPI query parameters and Atom dates here.
 * @returns seconds since 1970-01-01 UTC, or undefined when the text is of another form or no real moment (30 February).
 */
export function parseTimestamp(text: string): number | undefined {
  if (!TIMESTAMP.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  const seconds = milliseconds / 1000;
  // Date.parse rolls 30 February and 24:00 over to the next day: those are refused by writing them back.
  return formatTimestamp(seconds) === text ? seconds : undefined;
}

/**
 * Writes seconds since 1970-01-01 UTC as `yyyy-MM-ddTHH:mm:ssZ`.
 * @throws RangeError outside the years 0000 to 9999.
 */
export function formatTimestamp(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  if (text.length !== 24) throw new RangeError(`not a moment of a four-digit year: ${seconds}`);
  return `${text.slice(0, 19)}Z`;
}
