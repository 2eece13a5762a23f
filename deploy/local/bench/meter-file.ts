/** Meters of one kind in a file. */
export interface MeterGroup {
  readonly meterNumbers: readonly string[];
  /** Interval length, seconds. */
  readonly step: 900 | 3_600;
}

/** CMEP 1.20: at most 48 sets a line. */
const MOST_SETS = 48;
const STEP_TEXT = { 900: '00000015', 3_600: '00000100' } as const;

const dateTime = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/[-T:]/g, '').slice(0, 12);

/** A load that looks like one: 0 to 3.999 kWh, different for each meter and interval, the same in each run. Wh. */
export function load(meterIndex: number, start: number): number {
  let x = Math.imul(meterIndex + 1, 0x9e3779b1) ^ Math.imul((start / 900) | 0, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35);
  const evening = (start / 3_600) % 24 < 6 ? 1 : 2;
  return ((x >>> 16) % 2_000) * evening;
}

/** MEPMD01 lines of all meters for `[from, to)`, seconds since 1970-01-01 UTC, meter by meter, one piece of text a meter. */
export function* cmepLines({ meterNumbers, step }: MeterGroup, from: number, to: number, timeStamp: number): Generator<string> {
  for (const [index, meterNumber] of meterNumbers.entries()) {
    let text = '';
    for (let at = from; at < to; at += MOST_SETS * step) {
      const end = Math.min(to, at + MOST_SETS * step);
      text += `MEPMD01,19970819,GREENFIELD,,GREENLEDGER,,${dateTime(timeStamp)},${meterNumber},OK,E,KWH,,${STEP_TEXT[step]},${(end - at) / step},${dateTime(at + step)}`;
      for (let start = at; start < end; start += step) text += `${start === at ? '' : ','},,${(load(index, start) / 1_000).toFixed(3)}`;
      text += '\r\n';
    }
    yield text;
  }
}

/** The same readings as COPY reads rows: channel, start, version, value in Wh, quality; numbers of channels begin at `firstChannel`. */
export function* copyRows({ meterNumbers, step }: MeterGroup, firstChannel: number, from: number, to: number): Generator<string> {
  for (const index of meterNumbers.keys()) {
    let text = '';
    for (let start = from; start < to; start += step) text += `${firstChannel + index}\t${start}\t1\t${load(index, start)}\t0\n`;
    yield text;
  }
}

export const readingsOf = ({ meterNumbers, step }: MeterGroup, from: number, to: number): number =>
  (meterNumbers.length * (to - from)) / step;
