import {
  bulkRecordOf,
  charactersAtMost,
  MOST_BULK_CHARACTERS,
  outcomesOf,
  type RecordRelease,
  type ReleaseOutcome,
} from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import { untilAnswered } from './record-release.js';

/**
 * Has the releases of a bulk feed recorded together, in as few requests as their size allows. A lost reply is asked for again with
 * the same releases, which gives the first receipts.
 * @returns in the order of the releases @throws ProblemError `unavailable` when there is no answer: then no byte may leave
 */
export async function recordBulkRelease(releases: readonly RecordRelease[], requests: RequestClient): Promise<readonly ReleaseOutcome[]> {
  const answers = runsBySize(releases).map((run) => {
    const record = bulkRecordOf(run);
    return untilAnswered(async () => {
      if (!record) return (await requests.request('authorization.record-bulk-release', { releases: run })).outcomes;
      return outcomesOf(await requests.request('authorization.record-bulk-parts', record), record.parts.releaseIds);
    });
  });
  return (await Promise.all(answers)).flat();
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
