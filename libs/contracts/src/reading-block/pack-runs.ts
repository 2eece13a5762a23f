import { BLOCK_VERSION, MISSING_VALUE, PLAIN_VALUES } from './block-codec.js';
import { VarintWriter } from './varint.js';

/** Readings one step apart, as columns: `count` members from `from` on. A value is NaN where the interval is known to have none. */
export interface ReadingRun {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly from: number;
  readonly values: Float64Array;
  readonly qualities: Uint8Array;
}

/**
 * What `packBlock` gives for the same readings, without an object for each. For interval use only: `intervalLength` is above 0, and each
 * run begins behind the one before.
 * @param out writes many blocks into one piece of memory, of which each result is a view
 * @throws RangeError when there is no reading, a run begins too early, or a value is no whole number.
 */
export function packRuns(intervalLength: number, runs: readonly ReadingRun[], out = new VarintWriter()): Uint8Array {
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  if (count === 0 || intervalLength <= 0) throw new RangeError('a block of runs holds at least one interval');
  const begin = out.length;
  out.byte(BLOCK_VERSION);
  out.byte(PLAIN_VALUES);
  out.unsigned(intervalLength);
  out.unsigned(count);
  out.unsigned(runs[0]!.start);
  writeGaps(out, runs, intervalLength);
  writeQualities(out, runs);
  for (const { values, from, count: length } of runs) {
    for (let i = from; i < from + length; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
      out.signed(value);
    }
  }
  return out.since(begin);
}

function writeGaps(out: VarintWriter, runs: readonly ReadingRun[], intervalLength: number): void {
  const unbroken = runs.every(
    ({ start, step, count }, i) => (i === 0 || start === lastOf(runs[i - 1]!) + intervalLength) && (count === 1 || step === intervalLength),
  );
  out.byte(unbroken ? 0 : 1);
  for (const [i, { start, step, count }] of runs.entries()) {
    if (i > 0 && start <= lastOf(runs[i - 1]!)) throw new RangeError('the readings of a block ascend by start');
    if (unbroken) continue;
    if (i > 0) out.signed(start - lastOf(runs[i - 1]!) - intervalLength);
    for (let n = 1; n < count; n++) out.signed(step - intervalLength);
  }
}

function writeQualities(out: VarintWriter, runs: readonly ReadingRun[]): void {
  let [mark, length] = [-1, 0];
  const end = (): void => {
    if (length === 0) return;
    out.unsigned(mark);
    out.unsigned(length);
  };
  for (const { values, qualities, from, count } of runs) {
    for (let i = from; i < from + count; i++) {
      const quality = qualities[i]!;
      if (quality >= MISSING_VALUE) throw new RangeError(`not a QualityOfReading: ${quality}`);
      const next = Number.isNaN(values[i]!) ? quality | MISSING_VALUE : quality;
      if (next !== mark) {
        end();
        [mark, length] = [next, 0];
      }
      length++;
    }
  }
  end();
}

const lastOf = ({ start, step, count }: ReadingRun): number => start + (count - 1) * step;
