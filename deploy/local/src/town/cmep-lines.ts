import { MARK, type TownChannel } from './channel-readings.js';

/** CMEP 1.20: at most 48 sets a line. */
const MAX_SETS = 48;
const FLAGS = ['', 'E', 'N'];
const STEPS = { 900: '00000015', 3_600: '00000100', 86_400: '00010000' } as const;

/** Seconds since 1970-01-01 UTC as `CCYYMMDDHHMM`. */
export const dateTime = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/[-T:]/g, '').slice(0, 12);

export interface LineRequest {
  readonly meterNumber: string;
  /** Interval indexes, `to` not included. */
  readonly from: number;
  readonly to: number;
  /** When the lines are said to be made, seconds since 1970-01-01 UTC. */
  readonly timeStamp: number;
}

/**
 * Writes MEPMD01 lines as CMEP 1.20 rules them: UTC, end of interval, at most 48 sets, a blank date-time stands for the
 * previous one plus the interval. An interval that was never sent ends a line, so that no blank bridges it.
 */
export function writeLines(out: string[], channel: TownChannel, { meterNumber, from, to, timeStamp }: LineRequest): void {
  let begin = from;
  while (begin < to) {
    if (channel.marks[begin] === MARK.unsent) {
      begin++;
      continue;
    }
    let end = begin + 1;
    while (end < to && end - begin < MAX_SETS && channel.marks[end] !== MARK.unsent) end++;
    out.push(line(channel, meterNumber, begin, end, timeStamp, 'OK', (i) => set(channel.values[i]!, channel.marks[i]!)));
    begin = end;
  }
}

/** Writes the right values of a channel's corrections, all of one meter, as `RESEND` lines without flag (validated). */
export function writeCorrections(out: string[], channel: TownChannel, meterNumber: string, timeStamp: number): void {
  const indexes = [...channel.corrections.keys()];
  for (let at = 0; at < indexes.length; at += MAX_SETS) {
    const [from, to] = [indexes[at]!, indexes[Math.min(at + MAX_SETS, indexes.length) - 1]! + 1];
    out.push(line(channel, meterNumber, from, to, timeStamp, 'RESEND', (i) => set(channel.corrections.get(i)!, MARK.valid)));
  }
}

function line(
  { unit, step, start }: TownChannel,
  meterNumber: string,
  from: number,
  to: number,
  timeStamp: number,
  purpose: string,
  setOf: (index: number) => string,
): string {
  const commodity = unit === 'THERM' ? 'G' : 'E';
  const head = `MEPMD01,19970819,GREENFIELD,,GREENLEDGER,,${dateTime(timeStamp)},${meterNumber},${purpose},${commodity},${unit},,${STEPS[step]},${to - from},`;
  let sets = dateTime(start + (from + 1) * step);
  for (let i = from; i < to; i++) sets += `,${setOf(i)},`;
  return `${head}${sets}\r\n`;
}

function set(value: number, mark: number): string {
  if (mark === MARK.none) return 'N,';
  const thousandths = value % 1_000;
  const padding = thousandths < 10 ? '00' : thousandths < 100 ? '0' : '';
  return `${FLAGS[mark]},${Math.floor(value / 1_000)}.${padding}${thousandths}`;
}
