/** The zone that times are shown in when a customer has no service that says otherwise. */
export const DEFAULT_TIME_ZONE = 'America/Los_Angeles';

/** Seconds since 1970-01-01 UTC of the first moment of a local day `YYYY-MM-DD`; undefined when there is no such day. */
export function startOfLocalDay(day: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`) / 1000;
  if (Number.isNaN(midnight) || new Date(midnight * 1000).toISOString().slice(0, 10) !== day) return undefined;
  // Twice, because the offset at the guessed moment may be that of the other side of a clock change.
  const guess = midnight - offsetAt(midnight, timeZone);
  return midnight - offsetAt(guess, timeZone);
}

/** `YYYY-MM-DD` of the local day that holds the moment. */
export function localDay(seconds: number, timeZone: string): string {
  return new Date((seconds + offsetAt(seconds, timeZone)) * 1000).toISOString().slice(0, 10);
}

/** The local day that many days later, as a calendar counts. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Seconds east of UTC. */
function offsetAt(seconds: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(seconds * 1000);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)!.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) / 1000 - Math.floor(seconds);
}
