import type { WrittenDateTime } from './date-time-format.js';
import { offsetOf } from './date-time-format.js';

/** What a local time is in UTC: clocks that change skip an hour, and repeat one. */
export type Instant = number | 'skipped' | 'ambiguous';

const QUARTER_HOUR = 900;
const DAY = 86_400;
const MOST_KEPT = 10_000;

/** The clock of one zone: turns local times into seconds since 1970-01-01 UTC. */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat | undefined;
  readonly #fixed: number;
  readonly #offsets = new Map<number, number>();

  /** @throws RangeError when there is no such zone. */
  constructor(zone: string) {
    const fixed = /^[+-]\d{2}:?\d{2}$/.test(zone);
    this.#fixed = fixed ? offsetOf(zone) : 0;
    this.#format = fixed || zone === 'UTC' ? undefined : new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  }

  /** The instant at which the clock shows what is written. */
  instantOf({ clock, offset }: WrittenDateTime): Instant {
    if (offset !== undefined) return clock - offset;
    const candidates = this.#candidates(clock);
    if (candidates.length === 0) return 'skipped';
    return candidates.length === 1 ? candidates[0]! : 'ambiguous';
  }

  /**
   * The same for rows in the order of time: of a repeated hour the one that follows the row before (`after`, in UTC), when
   * exactly one of the two stands `step` behind it.
   */
  instantAfter(written: WrittenDateTime, after: number, step: number): Instant {
    const instant = this.instantOf(written);
    if (instant !== 'ambiguous') return instant;
    const following = this.#candidates(written.clock).filter((candidate) => candidate - after === step);
    return following.length === 1 ? following[0]! : instant;
  }

  /** Start of the local day that a clock time lies in, and its length: 23, 24 or 25 hours (or other, where a zone does so). */
  dayOf(clock: number): { readonly start: number; readonly length: number } {
    const midnight = clock - (((clock % DAY) + DAY) % DAY);
    const [start, end] = [this.#firstInstant(midnight), this.#firstInstant(midnight + DAY)];
    return { start, length: end - start };
  }

  /** Midnight; the first moment after it where clocks change at midnight. */
  #firstInstant(midnight: number): number {
    for (let clock = midnight; clock < midnight + DAY; clock += QUARTER_HOUR) {
      const [first] = this.#candidates(clock);
      if (first !== undefined) return first;
    }
    return midnight - this.#offsetAt(midnight);
  }

  /** Ascending. */
  #candidates(clock: number): number[] {
    const offsets = new Set([this.#offsetAt(clock - DAY), this.#offsetAt(clock + DAY)]);
    return [...offsets]
      .map((offset) => clock - offset)
      .filter((instant) => instant + this.#offsetAt(instant) === clock)
      .sort((a, b) => a - b);
  }

  /** Seconds that the clock is ahead of UTC; offsets change on quarter hours. */
  #offsetAt(instant: number): number {
    if (!this.#format) return this.#fixed;
    const quarter = Math.floor(instant / QUARTER_HOUR);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      if (this.#offsets.size >= MOST_KEPT) this.#offsets.clear();
      offset = this.#ask(quarter * QUARTER_HOUR);
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  #ask(instant: number): number {
    const name = this.#format!.formatToParts(new Date(instant * 1_000)).find(({ type }) => type === 'timeZoneName')!.value;
    const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name);
    if (!match?.[1]) return 0;
    const seconds = Number(match[2]) * 3_600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return match[1] === '-' ? -seconds : seconds;
  }
}
