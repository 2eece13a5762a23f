/** An axis with round numbers that holds all values and zero. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

/** Lines that an axis has, about. */
const LINES = 5;

export function scaleOf(values: readonly number[]): Scale {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const range = most - least || 1;
  const rough = range / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const low = Math.floor(least / step + 1e-9) * step;
  const high = most === 0 && least === 0 ? LINES * step : Math.ceil(most / step - 1e-9) * step;
  return { low, high, step };
}
