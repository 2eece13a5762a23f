/** Seconds since 1970-01-01 UTC of an RFC 3339 time. */
export const secondsOf = (rfc3339: string): number => Date.parse(rfc3339) / 1000;
