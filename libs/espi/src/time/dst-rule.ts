/** DstRuleType of a zone that has no daylight saving time. */
export const NO_DST_RULE = 'FFFFFFFF';

/** A yearly change of the clock, in the wall time before the change. */
export interface DstRule {
  /** 1–12. */
  readonly month: number;
  /** `first` … `fourth` as 1–4, 7 for the last one of the month. */
  readonly occurrence: 1 | 2 | 3 | 4 | 'last';
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly hour: number;
  /** Seconds past the hour, 0–3599. */
  readonly second: number;
}

/** Operator of bits 25–27: 2 first … 5 fourth weekday of the month, 7 the last. */
const OPERATOR = { 1: 2, 2: 3, 3: 4, 4: 5, last: 7 } as const;

/**
 * Encodes a rule as DstRuleType (ESPI 4.0): bits 0–11 seconds, 12–16 hour, 17–19 weekday, 20–24 day of month (not
 * used here), 25–27 operator, 28–31 month. `360E2000` is the second Sunday of March at two o'clock.
 */
export function encodeDstRule(rule: DstRule): string {
  const operator = OPERATOR[rule.occurrence];
  const bits = rule.second | (rule.hour << 12) | (rule.weekday << 17) | (operator << 25) | (rule.month << 28);
  return (bits >>> 0).toString(16).toUpperCase().padStart(8, '0');
}
