import { MOST_BULK_CHARACTERS, type RecordRelease, type ReleaseOutcome } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import { untilAnswered } from './record-release.js';

/**
 * Has the releases of a bulk feed recorded together, in as few requests as their size allows. A lost reply is asked for again with
 * the same releases, which gives the first receipts.
 * @returns in the order of the releases @throws ProblemError `unavailable` when there is no answer: then no byte may leave
 */
export async function recordBulkRelease(releases: readonly RecordRelease[], requests: RequestClient): Promise<readonly ReleaseOutcome[]> {
  const answers = runsBySize(releases).map((run) =>
    untilAnswered(async () => (await requests.request('authorization.record-bulk-release', { releases: run })).outcomes),
  );
  return (await Promise.all(answers)).flat();
}

/** Longest JSON of a release: ids, digest and counts of fixed length, and what each of its usage points adds. */
const [FIXED, USAGE_POINT, WINDOW] = [800, 160, 60];

/** More characters than the JSON of a release has; cheaper than writing it twice. */
export function charactersAtMost({ usagePointIds, extent }: RecordRelease): number {
  const windows = extent?.usagePoints.reduce((sum, one) => sum + one.windows.length, 0) ?? 0;
  return FIXED + usagePointIds.length * USAGE_POINT + windows * WINDOW;
}

function runsBySize(releases: readonly RecordRelease[]): RecordRelease[][] {
  const runs: RecordRelease[][] = [];
  let left = 0;
  for (const release of releases) {
    const length = charactersAtMost(release);
    if (length > left) {
      runs.push([]);
      left = MOST_BULK_CHARACTERS - 2;
    }
    left -= length;
    runs.at(-1)!.push(release);
  }
  return runs;
}
