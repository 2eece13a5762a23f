import { Injectable } from '@nestjs/common';
import { ProblemError, type AuthorizationView } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import type { FaceName } from '../faces/face-name.js';
import { AccessLog } from '../release/access-log.js';
import { Paging } from '../release/paging.js';
import { ReleasePath, type PreparedRelease } from '../release/release-path.js';
import { BULK_PART, type ResourceRequest } from '../release/resource-request.js';

/** The company that asks. */
export type Company = Pick<ActiveToken, 'thirdPartyId' | 'clientId'>;

/** Authorizations that are planned with the same queries and recorded at the same time: bounds the memory of a feed. */
const BATCH = 64;

interface Batch {
  readonly parts: readonly PreparedRelease[];
  /** Of a part that was refused, if any. */
  readonly refusal: ProblemError | undefined;
}

/** The parts of a bulk feed, one authorization each: every one is recorded as a release of its own before it is given out. */
@Injectable()
export class BulkParts {
  constructor(
    private readonly path: ReleasePath,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * Gives batches of recorded parts in order; the next batch is made while one is sent. A part that is refused (revoked a
   * moment ago, say) is left out; the others go on. Each part that is given out has begun in the access log: who takes it
   * notes its end.
   * @throws ProblemError the refusal when every part is refused; `unavailable` when a release cannot be recorded
   */
  async *recorded(
    views: readonly AuthorizationView[],
    token: Company,
    query: FeedQuery,
    face: FaceName = 'atom',
  ): AsyncGenerator<readonly PreparedRelease[]> {
    const asked = { ...BULK_PART, face };
    const paging = new Paging(query);
    let given = 0;
    let refusal: ProblemError | undefined;
    let next = this.#begin(views.slice(0, BATCH), token, asked, query, paging);
    try {
      for (let from = BATCH; next !== undefined; from += BATCH) {
        const batch = await next;
        next = from < views.length ? this.#begin(views.slice(from, from + BATCH), token, asked, query, paging) : undefined;
        refusal ??= batch.refusal;
        given += batch.parts.length;
        if (batch.parts.length > 0) yield batch.parts;
      }
      paging.finish();
      if (given === 0 && refusal) throw refusal;
    } finally {
      const abandoned = await next?.catch(() => undefined);
      if (abandoned) await this.#abandon(abandoned.parts);
    }
  }

  /** Starts a batch; its failure waits for whoever awaits it. */
  #begin(
    views: readonly AuthorizationView[],
    token: Company,
    asked: ResourceRequest,
    query: FeedQuery,
    paging: Paging,
  ): Promise<Batch> | undefined {
    const batch = this.#record(views, token, asked, query, paging);
    batch.catch(() => undefined);
    return batch;
  }

  async #record(
    views: readonly AuthorizationView[],
    token: Company,
    asked: ResourceRequest,
    query: FeedQuery,
    paging: Paging,
  ): Promise<Batch> {
    const { thirdPartyId, clientId } = token;
    const recipients = views.map((authorization) => ({ thirdPartyId, clientId, authorization }));
    const planned = await this.path.prepareAll(asked, recipients, query, paging);
    let refusal: ProblemError | undefined;
    const parts: PreparedRelease[] = [];
    for (const part of planned) {
      if (part instanceof ProblemError) refusal ??= refusalOrThrow(part);
      // A page of a bulk feed holds the authorizations of its blocks; without paging each stands, be it without blocks.
      else if (!paging.pages || part.release.counts.blocks > 0) parts.push(part);
    }
    const outcomes = await Promise.allSettled(parts.map((part) => this.path.record(part)));
    const recorded = parts.filter((_, i) => outcomes[i]!.status === 'fulfilled');
    await this.accessLog.begin(...recorded.map(({ release }) => release));
    try {
      for (const outcome of outcomes) if (outcome.status === 'rejected') refusal ??= refusalOrThrow(outcome.reason);
    } catch (error) {
      await this.#abandon(recorded);
      throw error;
    }
    return { parts: recorded, refusal };
  }

  /** Parts that are on record and that nobody gets: the access log says so. */
  #abandon(parts: readonly PreparedRelease[]): Promise<void> {
    return this.accessLog.end(...parts.map(({ release: { releaseId } }) => ({ releaseId, state: 'aborted' as const, bytes: 0 })));
  }
}

function refusalOrThrow(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.code === 'release-refused') return error;
  throw error;
}
