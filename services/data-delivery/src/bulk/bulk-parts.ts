import { Injectable, Logger } from '@nestjs/common';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { AccessLog } from '../release/access-log.js';
import { Paging } from '../release/paging.js';
import { ReleasePath, type PreparedRelease } from '../release/release-path.js';
import { BULK_PART } from '../release/resource-request.js';

/** Parts that are being recorded while an earlier one is sent. Each holds a plan, so this bounds the memory. */
const AHEAD = 8;

/** What became of the record: undefined when the part may be sent, else why not. */
type Outcome = Promise<ProblemError | undefined>;

/** The parts of a bulk feed, one authorization each: every one is recorded as a release of its own before it is given out. */
@Injectable()
export class BulkParts {
  readonly #logger = new Logger(BulkParts.name);

  constructor(
    private readonly path: ReleasePath,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * Gives recorded parts in order. A part that is refused (revoked a moment ago, say) is left out; the others go on.
   * @throws ProblemError the refusal when every part is refused; `unavailable` when a release cannot be recorded
   */
  async *recorded(views: readonly AuthorizationView[], token: ActiveToken, query: FeedQuery): AsyncGenerator<PreparedRelease> {
    const paging = new Paging(query);
    const waiting: { part: PreparedRelease; outcome: Outcome }[] = [];
    let given = 0;
    let refusal: ProblemError | undefined;
    const settle = async function* (): AsyncGenerator<PreparedRelease> {
      const { part, outcome } = waiting.shift()!;
      const refused = await outcome;
      if (refused) refusal = refused;
      else {
        given++;
        yield part;
      }
    };
    try {
      for (const authorization of views) {
        const part = await this.#prepare(authorization, token, query, paging);
        if (part instanceof ProblemError) refusal = part;
        else if (part) waiting.push({ part, outcome: this.#record(part) });
        if (waiting.length >= AHEAD) yield* settle();
      }
      while (waiting.length > 0) yield* settle();
      paging.finish();
      if (given === 0 && refusal) throw refusal;
    } finally {
      // Who stops early has parts on record that nobody got: the access log says so.
      for (const { part, outcome } of waiting) {
        const refused = await outcome.catch((error: unknown) => error);
        if (!refused) await this.accessLog.end(part.release.releaseId, 'aborted', 0);
      }
    }
  }

  async #prepare(
    authorization: AuthorizationView,
    { thirdPartyId, clientId }: ActiveToken,
    query: FeedQuery,
    paging: Paging,
  ): Promise<PreparedRelease | ProblemError | undefined> {
    try {
      const part = await this.path.prepare(BULK_PART, { thirdPartyId, clientId, authorization }, query, paging);
      // A page of a bulk feed holds the authorizations of its blocks; without paging each stands, be it without blocks.
      return paging.pages && part.release.counts.blocks === 0 ? undefined : part;
    } catch (error) {
      return refusalOrThrow(error);
    }
  }

  #record(part: PreparedRelease): Outcome {
    const outcome = this.path
      .record(part)
      .then(() => this.accessLog.begin(part.release))
      .then(() => undefined, refusalOrThrow);
    outcome.catch((error: unknown) => this.#logger.warn(error instanceof Error ? error.message : String(error)));
    return outcome;
  }
}

function refusalOrThrow(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.code === 'release-refused') return error;
  throw error;
}
