/** A date and time as written, before any zone: `offset` in seconds where the text says it. */
export interface WrittenDateTime {
  /** Seconds since 1970-01-01 as if the clock showed UTC. */
  readonly clock: number;
  readonly offset?: number;
}

export type DateTimeParser = (text: string) => WrittenDateTime | undefined;

/** Fields of a format, longest first, and the digits that each takes. */
const FIELDS: ReadonlyArray<readonly [string, string]> = [
  ['YYYY', '(?<year>\\d{4})'],
  ['MM', '(?<month>\\d{1,2})'],
  ['DD', '(?<day>\\d{1,2})'],
  ['HH', '(?<hour>\\d{1,2})'],
  ['mm', '(?<minute>\\d{2})'],
  ['ss', '(?<second>\\d{2})'],
  ['A', '(?<half>[AaPp])\\.?[Mm]\\.?'],
  ['Z', '(?<offset>Z|[+-]\\d{2}:?\\d{2})'],
];
const DAY = 86_400;

/**
 * A parser for a format such as `DD/MM/YYYY HH:mm`. Where fields touch each other (`YYYYMMDDHHmm`) each takes two digits,
 * else one or two. 24:00 is the midnight that ends the day.
 * @returns undefined when the format does not name year, month and day, or names one twice.
 */
export function dateTimeParser(format: string): DateTimeParser | undefined {
  if (format === 'epoch-seconds') return (text) => epoch(text, 1);
  if (format === 'epoch-milliseconds') return (text) => epoch(text, 1_000);
  const pattern = patternOf(format);
  return pattern && ((text) => read(pattern, text));
}

function patternOf(format: string): RegExp | undefined {
  let source = '';
  let rest = format;
  const seen = new Set<string>();
  let touching = false;
  while (rest !== '') {
    const field = FIELDS.find(([letters]) => rest.startsWith(letters));
    if (!field) {
      source += rest[0]!.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
      rest = rest.slice(1);
      touching = false;
      continue;
    }
    const [letters, digits] = field;
    if (seen.has(letters)) return undefined;
    seen.add(letters);
    rest = rest.slice(letters.length);
    const exact = touching || FIELDS.some(([next]) => next.length > 1 && rest.startsWith(next));
    source += exact ? digits.replace('{1,2}', '{2}') : digits;
    touching = letters.length > 1;
  }
  const complete = ['YYYY', 'MM', 'DD'].every((letters) => seen.has(letters)) && (!seen.has('A') || seen.has('HH'));
  return complete ? new RegExp(`^${source}$`) : undefined;
}

function read(pattern: RegExp, text: string): WrittenDateTime | undefined {
  const fields = pattern.exec(text)?.groups;
  if (!fields) return undefined;
  const [year, month, day] = [Number(fields['year']), Number(fields['month']), Number(fields['day'])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const hour = hourOf(Number(fields['hour'] ?? 0), fields['half']);
  const [minute, second] = [Number(fields['minute'] ?? 0), Number(fields['second'] ?? 0)];
  if (hour === undefined || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return undefined;
  const clock = date.getTime() / 1_000 + hour * 3_600 + minute * 60 + second;
  return fields['offset'] === undefined ? { clock } : { clock, offset: offsetOf(fields['offset']) };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

/** `Z`, `+10:00` or `-0800` in seconds. */
export function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '');
  return (Number(digits.slice(0, 2)) * 3_600 + Number(digits.slice(2)) * 60) * (text[0] === '-' ? -1 : 1);
}

function epoch(text: string, perSecond: number): WrittenDateTime | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const clock = Number(text) / perSecond;
  return Number.isInteger(clock) && clock < DAY * 366 * 10_000 ? { clock, offset: 0 } : undefined;
}
