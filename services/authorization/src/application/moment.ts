/** A moment in the two forms that commands and events need. */
export interface Moment {
  /** Seconds since 1970-01-01 UTC, rounded down. */
  readonly seconds: number;
  /** RFC 3339 UTC. */
  readonly text: string;
}

/** The one place where the use cases read the clock. */
export function currentMoment(now: Date = new Date()): Moment {
  return { seconds: Math.floor(now.getTime() / 1000), text: now.toISOString() };
}
