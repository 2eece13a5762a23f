/** File times of the readings of a block, as runs: count, time, count, time … One pair when all came with one file. */
export type FileTimeRuns = readonly number[];

/** One file time per reading. */
export function expandFileTimes(runs: FileTimeRuns): number[] {
  const times: number[] = [];
  for (let i = 0; i + 1 < runs.length; i += 2) for (let n = 0; n < runs[i]!; n++) times.push(runs[i + 1]!);
  return times;
}

export function compactFileTimes(times: readonly number[]): number[] {
  const runs: number[] = [];
  for (const time of times) {
    if (runs.length > 0 && runs[runs.length - 1] === time) runs[runs.length - 2]!++;
    else runs.push(1, time);
  }
  return runs;
}
