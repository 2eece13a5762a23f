import { setTimeout as wait } from 'node:timers/promises';
import { ProblemError, type RecordRelease, type ReleaseDecision } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

export type ReleaseReceipt = Extract<ReleaseDecision, { recorded: true }>;

const ATTEMPTS = 3;
/** Milliseconds within which a new attempt may begin. */
const PATIENCE = 8_000;

/**
 * Has a release recorded. A lost reply is asked for again with the same releaseId, which gives the first receipt.
 * @throws ProblemError `release-refused` with the reason, or `unavailable` when there is no answer: then no byte may leave.
 */
export async function recordRelease(release: RecordRelease, requests: RequestClient): Promise<ReleaseReceipt> {
  const decision = await askUntilAnswered(release, requests);
  if (decision.recorded) return decision;
  throw new ProblemError('release-refused', decision.detail, { reason: decision.code });
}

async function askUntilAnswered(release: RecordRelease, requests: RequestClient): Promise<ReleaseDecision> {
  const deadline = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      return await requests.request('authorization.record-release', release);
    } catch (error) {
      const lost = error instanceof ProblemError && error.code === 'unavailable';
      if (!lost || attempt === ATTEMPTS || Date.now() > deadline) throw error;
      await wait(100 * attempt);
    }
  }
}
