import { DateTime } from 'luxon';
import type { DstRule } from './dst-rule.js';

const DAY = 86_400;

/** One change of a zone's offset. */
export interface ClockChange {
  /** First second with the new offset, since 1970-01-01 UTC. */
  readonly at: number;
  /** Offsets from UTC in seconds. */
  readonly before: number;
  readonly after: number;
}

const offsetAt = (zone: string, seconds: number): number => DateTime.fromSeconds(seconds, { zone }).offset * 60;

/** The changes of a zone's offset in a calendar year (UTC), by search day for day and then by halving. */
export function clockChanges(zone: string, year: number): ClockChange[] {
  const changes: ClockChange[] = [];
  const end = Date.UTC(year + 1, 0, 1) / 1000;
  for (let start = Date.UTC(year, 0, 1) / 1000; start < end; start += DAY) {
    const before = offsetAt(zone, start);
    const after = offsetAt(zone, start + DAY);
    if (before === after) continue;
    let low = start;
    let high = start + DAY;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(zone, middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  return changes;
}

/** The yearly rule that all changes follow (same month, weekday, wall time and place in the month), if there is one. */
export function ruleOf(changes: readonly ClockChange[]): DstRule | undefined {
  const walls = changes.map(({ at, before }) => DateTime.fromSeconds(at + before, { zone: 'utc' }));
  const [first] = walls;
  if (first === undefined) return undefined;
  const alike = walls.every((wall) => wall.month === first.month && wall.weekday === first.weekday && wall.hour === first.hour);
  if (!alike) return undefined;
  const base = { month: first.month, weekday: first.weekday, hour: first.hour, second: first.minute * 60 + first.second };
  // Seven years or more: a "fourth" that is always the last one is the rule "last".
  if (walls.every((wall) => wall.day + 7 > wall.daysInMonth!)) return { ...base, occurrence: 'last' };
  const place = Math.ceil(first.day / 7);
  if (place > 4 || !walls.every((wall) => Math.ceil(wall.day / 7) === place)) return undefined;
  return { ...base, occurrence: place as 1 | 2 | 3 | 4 };
}
