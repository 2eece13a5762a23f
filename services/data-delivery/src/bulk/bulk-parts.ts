import { Injectable } from '@nestjs/common';
import { ProblemError, type AuthorizationView, type ReleaseOutcome } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import type { FaceName } from '../faces/face-name.js';
import { AccessLog } from '../release/access-log.js';
import { Paging } from '../release/paging.js';
import { receiptOf } from '../release/record-release.js';
import { ReleasePath, type PreparedRelease } from '../release/release-path.js';
import { BULK_PART, type ResourceRequest } from '../release/resource-request.js';

/** The company that asks. */
export type Company = Pick<ActiveToken, 'thirdPartyId' | 'clientId'>;

/** Days of all authorizations that are planned with the same queries and recorded with one request: bounds the memory of a feed. */
const DAYS_OF_BATCH = 8_192;
const MOST_PARTS = 1_000;
/** Parts of the first batch: few, so that the client soon hears something. */
const FIRST_PARTS = 128;
/** Days read beside those that a window touches. */
const MARGIN = 4;
/** Batches that are made while one is sent: recording waits for commits, rendering does not. */
const AHEAD = 2;

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
    const size = partsOfBatch(views, query);
    // A page goes on where the batch before it ended: then only one is made at a time.
    const ahead = paging.pages ? 1 : AHEAD;
    const begun: Promise<Batch>[] = [];
    let from = 0;
    const begin = (): void => {
      for (; begun.length < ahead && from < views.length; from += size) {
        begun.push(this.#begin(views.slice(from, from + size), token, asked, query, paging));
      }
    };
    let given = 0;
    let refusal: ProblemError | undefined;
    try {
      for (begin(); begun.length > 0;) {
        const batch = await begun[0]!;
        begun.shift();
        begin();
        refusal ??= batch.refusal;
        given += batch.parts.length;
        if (batch.parts.length > 0) yield batch.parts;
      }
      paging.finish();
      if (given === 0 && refusal) throw refusal;
    } finally {
      for (const batch of begun) await batch.then(({ parts }) => this.#abandon(parts)).catch(() => undefined);
    }
  }

  /** Starts a batch; its failure waits for whoever awaits it. */
  #begin(views: readonly AuthorizationView[], token: Company, asked: ResourceRequest, query: FeedQuery, paging: Paging): Promise<Batch> {
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
    const outcomes = await this.path.recordAll(parts);
    const recorded = parts.filter((_, i) => isReceipt(outcomes[i]!));
    await this.accessLog.begin(...recorded.map(({ release }) => release));
    try {
      for (const outcome of outcomes) if (!isReceipt(outcome)) refusal ??= refusalIn(outcome);
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

const isReceipt = (outcome: ReleaseOutcome): boolean => 'recorded' in outcome && outcome.recorded;

/** @throws ProblemError what is no refusal */
function refusalIn(outcome: ReleaseOutcome): ProblemError {
  try {
    receiptOf(outcome);
  } catch (error) {
    return refusalOrThrow(error);
  }
  throw new Error('a receipt is no refusal');
}

function refusalOrThrow(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.code === 'release-refused') return error;
  throw error;
}

/** As many authorizations as make a batch, by the days that each is going to show. */
function partsOfBatch(views: readonly AuthorizationView[], { publishedMin = -Infinity, publishedMax = Infinity }: FeedQuery): number {
  const now = Date.now() / 1000;
  const start = Math.max(publishedMin, Math.min(now, ...views.slice(0, MOST_PARTS).map(({ terms }) => terms.publishedPeriod.start)));
  const days = Math.max(0, Math.min(publishedMax, now) - start) / 86_400 + MARGIN;
  return Math.max(1, Math.min(MOST_PARTS, Math.floor(DAYS_OF_BATCH / days)));
}
