import { localDayBounds, localDayOf } from '@greenledger/espi';

/** A calendar day of a zone; `start` and `end` in seconds since 1970-01-01 UTC, half-open, 23 to 25 hours apart. */
export interface LocalDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

const DAY = 86_400;
const MOST_REMEMBERED = 20_000;

/** The local days of one zone, each worked out once: zone arithmetic is slow, and readings come by the thousand. */
export class LocalDays {
  #last: LocalDay | undefined;
  readonly #byUtcDay = new Map<number, LocalDay[]>();

  constructor(private readonly zone: string) {}

  /** The local day that a moment falls in. */
  at(seconds: number): LocalDay {
    const last = this.#last;
    if (last && seconds >= last.start && seconds < last.end) return last;
    const utcDay = Math.floor(seconds / DAY);
    const known = this.#byUtcDay.get(utcDay)?.find(({ start, end }) => seconds >= start && seconds < end);
    return (this.#last = known ?? this.#workOut(seconds, utcDay));
  }

  /** The local midnight within an hour of a moment; undefined when there is none. */
  midnightNear(seconds: number): number | undefined {
    const { start, end } = this.at(seconds);
    if (seconds - start <= 3_600) return start;
    return end - seconds <= 3_600 ? end : undefined;
  }

  #workOut(seconds: number, utcDay: number): LocalDay {
    const day = localDayOf(this.zone, seconds);
    const found = { day, ...localDayBounds(this.zone, day) };
    if (this.#byUtcDay.size >= MOST_REMEMBERED) this.#byUtcDay.clear();
    this.#byUtcDay.set(utcDay, [...(this.#byUtcDay.get(utcDay) ?? []), found]);
    return found;
  }
}

const zones = new Map<string, LocalDays>();

/** The days of a zone; zones are few, and shared by all imports. */
export function localDaysOf(zone: string): LocalDays {
  let days = zones.get(zone);
  if (!days) zones.set(zone, (days = new LocalDays(zone)));
  return days;
}
