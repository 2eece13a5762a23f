import { VarintReader, VarintWriter } from '@greenledger/contracts';

/**
 * The file times of the readings of a block as the tables keep them: varints `count, time` for each run of readings that came with
 * one file, and for the last run its time alone. Five bytes for a day that came with one file.
 * @param times seconds since 1970-01-01 UTC, one for each reading, at least one
 */
export function packFileTimes(times: readonly number[]): Uint8Array {
  const out = new VarintWriter();
  let run = 1;
  for (let i = 1; i < times.length; i++) {
    if (times[i] === times[i - 1]) {
      run++;
      continue;
    }
    out.unsigned(run);
    out.unsigned(times[i - 1]!);
    run = 1;
  }
  out.unsigned(times[times.length - 1]!);
  return out.finish();
}

/** One file time for each of `count` readings. @throws RangeError when the bytes are of another number of readings */
export function unpackFileTimes(bytes: Uint8Array, count: number): number[] {
  const input = new VarintReader(bytes);
  const times: number[] = [];
  for (;;) {
    const number = input.unsigned();
    const run = input.atEnd ? count - times.length : number;
    const time = input.atEnd ? number : input.unsigned();
    if (run < 1 || times.length + run > count) throw new RangeError('the file times do not fit the readings');
    for (let i = 0; i < run; i++) times.push(time);
    if (times.length === count) {
      if (!input.atEnd) throw new RangeError('the file times do not fit the readings');
      return times;
    }
  }
}
