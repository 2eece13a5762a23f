/** One measured figure; `npm run bench` gathers them into its table. */
export interface Figure {
  readonly figure: string;
  readonly value: number | string;
  readonly unit: string;
  readonly note?: string;
}

/** Prints a figure as the runner of benchmarks reads it. */
export function report(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** Tells the person who waits. */
export function note(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** The middle value; of an even number of values the mean of the two in the middle. @throws RangeError without values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that a share of all values does not exceed, interpolated between neighbours. @throws RangeError without values. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values were measured');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** `lowest–highest`, for the notes: a median without its spread says little. */
export function spread(values: readonly number[], digits = 0): string {
  const text = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: digits });
  return `${text(Math.min(...values))}–${text(Math.max(...values))}`;
}

/** A number from the environment. @throws RangeError when it is none above 0. */
export function setting(name: string, otherwise: number): number {
  const text = process.env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`${name} takes a number above 0, not ${text}`);
  return value;
}
