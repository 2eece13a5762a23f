import { Inject, Injectable } from '@nestjs/common';
import type { RecordRelease, ReleaseDecision, ReleaseOutcome } from '@greenledger/contracts';
import { problemErrorOf } from '@greenledger/messaging';
import { ReleaseGroups } from './release-groups.js';
import { Releases } from './releases.js';

/** Releases recorded with one append: bounds the time for which it holds the head of the log. */
const MOST_IN_GROUP = 256;

interface Waiting {
  readonly release: RecordRelease;
  readonly settle: (outcome: Promise<ReleaseDecision>) => void;
}

/**
 * Releases that arrive while others are being recorded wait for these and are then recorded together: fifty requests at once
 * for one authorization cost a few appends, not fifty that lose to each other.
 */
@Injectable()
export class ReleaseQueue {
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(
    @Inject(ReleaseGroups) private readonly groups: ReleaseGroups,
    @Inject(Releases) private readonly releases: Releases,
  ) {}

  /** As `Releases.record`. @throws what that throws */
  record(release: RecordRelease): Promise<ReleaseDecision> {
    return new Promise((settle) => {
      this.#waiting.push({ release, settle });
      if (!this.#busy) void this.#work();
    });
  }

  /** Each for itself: neither a problem nor an unexpected error of one touches the others. */
  recordAll(releases: readonly RecordRelease[]): Promise<ReleaseOutcome[]> {
    return Promise.all(releases.map((release) => this.record(release).catch(problemOf)));
  }

  async #work(): Promise<void> {
    this.#busy = true;
    // The requests of one turn of the event loop come together before the first group is taken.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, MOST_IN_GROUP);
      const decisions = await this.groups.record(group.map(({ release }) => release)).catch(() => undefined);
      for (const [i, { release, settle }] of group.entries()) {
        const decision = decisions?.[i];
        settle(decision ? Promise.resolve(decision) : this.releases.record(release));
      }
    }
    this.#busy = false;
  }
}

const problemOf = (error: unknown): ReleaseOutcome => ({ problem: problemErrorOf(error, 'authorization.record-release').toProblem() });
