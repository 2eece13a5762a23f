import { DateTime } from 'luxon';
import { clockChanges, ruleOf } from './clock-changes.js';
import { encodeDstRule, NO_DST_RULE } from './dst-rule.js';

/** ESPI LocalTimeParameters (class TimeConfiguration); offsets in seconds, tzOffset without daylight saving time. */
export interface LocalTimeParameters {
  readonly dstEndRule: string;
  readonly dstOffset: number;
  readonly dstStartRule: string;
  readonly tzOffset: number;
}

/** Fixed years, not the present ones: the same zone gives the same bytes whenever a feed is rendered. */
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
const cache = new Map<string, LocalTimeParameters>();

/**
 * LocalTimeParameters of an IANA zone from the time zone data of the runtime. A zone whose clock follows no yearly rule
 * that DstRuleType can say (Morocco) is given its offset of January 2025 and no rule.
 * @throws RangeError when the zone does not exist.
 */
export function localTimeParametersOf(zone: string): LocalTimeParameters {
  const known = cache.get(zone);
  if (known) return known;
  if (!DateTime.utc().setZone(zone).isValid) throw new RangeError(`no such time zone: ${zone}`);
  const parameters = derive(zone);
  cache.set(zone, parameters);
  return parameters;
}

function derive(zone: string): LocalTimeParameters {
  const years = YEARS.map((year) => clockChanges(zone, year));
  const standard = DateTime.fromISO('2025-01-01T12:00:00Z', { zone }).offset * 60;
  const fixed = { dstEndRule: NO_DST_RULE, dstOffset: 0, dstStartRule: NO_DST_RULE, tzOffset: standard };
  if (years.some((changes) => changes.length !== 2)) return fixed;
  const starts = years.flatMap((changes) => changes.filter(({ before, after }) => after > before));
  const ends = years.flatMap((changes) => changes.filter(({ before, after }) => after < before));
  const start = ruleOf(starts);
  const end = ruleOf(ends);
  if (!start || !end) return fixed;
  const { before, after } = starts[0]!;
  return { dstEndRule: encodeDstRule(end), dstOffset: after - before, dstStartRule: encodeDstRule(start), tzOffset: before };
}
