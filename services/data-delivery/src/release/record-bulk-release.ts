import {
  bulkRecordOf,
  charactersAtMost,
  MOST_BULK_CHARACTERS,
  outcomesOf,
  type RecordRelease,
  type ReleaseOutcome,
} from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import { recordAlone, untilAnswered } from './record-release.js';

/**
 * Has the releases of a bulk feed recorded together, in as few requests as their size allows; one of thousands of usage points is too
 * large for a bulk record and is recorded by itself. A lost reply is asked for again with
 * the same releases, which gives the first receipts.
 * @returns in the order of the releases @throws ProblemError `unavailable` when there is no answer: then no byte may leave
 */
export async function recordBulkRelease(releases: readonly RecordRelease[], requests: RequestClient): Promise<readonly ReleaseOutcome[]> {
  const answers = runsBySize(releases).map(async (run) => {
    if (charactersAtMost(run[0]!) > MOST_BULK_CHARACTERS) return [await recordAlone(run[0]!, requests)];
    const record = bulkRecordOf(run);
    return untilAnswered(async () => {
      if (!record) return (await requests.request('authorization.record-bulk-release', { releases: run })).outcomes;
      return outcomesOf(await requests.request('authorization.record-bulk-parts', record), record.parts.releaseIds);
    });
  });
  return (await Promise.all(answers)).flat();
}

/** One that is larger than a bulk record makes a run alone. */
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
