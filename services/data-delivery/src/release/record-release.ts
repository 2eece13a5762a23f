import { setTimeout as wait } from 'node:timers/promises';
import {
  charactersAtMost,
  MOST_BULK_CHARACTERS,
  ProblemError,
  type RecordRelease,
  type ReleaseDecision,
  type ReleaseOutcome,
} from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import { InBatches } from './in-batches.js';

export type ReleaseReceipt = Extract<ReleaseDecision, { recorded: true }>;

const ATTEMPTS = 3;
/** Milliseconds within which a new attempt may begin. */
const PATIENCE = 8_000;
/** Releases in one request, and requests that are waited for at the same time. */
const [MOST, AT_ONCE] = [128, 4];
/** Some authorizations name thousands of usage points: what does not fit into one message must not fail for all who came with it. */
const SIZE = { of: charactersAtMost, most: MOST_BULK_CHARACTERS };

/** Has releases recorded: those that are asked for at the same time with one request. */
export class ReleaseRecorder {
  readonly #batches = new InBatches<RecordRelease, ReleaseOutcome>((releases) => this.#ask(releases), MOST, AT_ONCE, SIZE);

  constructor(private readonly requests: RequestClient) {}

  /**
   * A lost reply is asked for again with the same releaseId, which gives the first receipt.
   * @throws ProblemError `release-refused` with the reason, or `unavailable` when there is no answer: then no byte may leave.
   */
  async record(release: RecordRelease): Promise<ReleaseReceipt> {
    return receiptOf(await this.#batches.add(release));
  }

  async #ask(releases: readonly RecordRelease[]): Promise<readonly ReleaseOutcome[]> {
    const [first] = releases;
    if (releases.length === 1) return [await recordAlone(first!, this.requests)];
    return untilAnswered(async () => (await this.requests.request('authorization.record-releases', { releases })).outcomes);
  }
}

/** With a request of its own. @throws ProblemError `unavailable` when there is no answer */
export async function recordAlone(release: RecordRelease, requests: RequestClient): Promise<ReleaseOutcome> {
  try {
    return await untilAnswered(() => requests.request('authorization.record-release', release));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error;
    return { problem: error.toProblem() };
  }
}

const recorders = new WeakMap<RequestClient, ReleaseRecorder>();

/** Has a release recorded, together with those that others ask for at the same time. @throws as `ReleaseRecorder.record` */
export function recordRelease(release: RecordRelease, requests: RequestClient): Promise<ReleaseReceipt> {
  let recorder = recorders.get(requests);
  if (!recorder) recorders.set(requests, (recorder = new ReleaseRecorder(requests)));
  return recorder.record(release);
}

/** @throws ProblemError what was answered in place of a receipt */
export function receiptOf(outcome: ReleaseOutcome): ReleaseReceipt {
  if ('problem' in outcome) {
    const { code, detail, type: _type, title: _title, status: _status, ...members } = outcome.problem;
    throw new ProblemError(code, detail, members);
  }
  if (outcome.recorded) return outcome;
  throw new ProblemError('release-refused', outcome.detail, { reason: outcome.code });
}

/** Asks again when no answer came: only what answers a repetition like the first time may be asked so. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const lost = error instanceof ProblemError && error.code === 'unavailable';
      if (!lost || attempt === ATTEMPTS || Date.now() > deadline) throw error;
      await wait(100 * attempt);
    }
  }
}
