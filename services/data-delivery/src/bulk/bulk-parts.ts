import { Injectable } from '@nestjs/common';
import { ProblemError, type ReleaseOutcome } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import type { FaceName } from '../faces/face-name.js';
import { AccessLog } from '../release/access-log.js';
import { notYetSent } from '../release/not-yet-sent.js';
import { Paging } from '../release/paging.js';
import { receiptOf } from '../release/record-release.js';
import { ReleasePath, type Granted, type PreparedRelease } from '../release/release-path.js';
import type { BulkGrants } from './bulk-grants.js';
import { isByFormerTerms } from './former-terms.js';
import { FeedShares } from './feed-shares.js';
import { GrantRuns } from './grant-runs.js';
import { FIRST_PARTS, MOST_AHEAD, MOST_PARTS, ReaderPace } from './reader-pace.js';
import { BULK_PART, type ResourceRequest } from '../release/resource-request.js';

/** The company that asks. */
export type Company = Pick<ActiveToken, 'thirdPartyId' | 'clientId'>;

/** Days for each part of a batch, of which a part may need more or fewer: bounds what is planned with the same queries, and so the memory of a feed. */
const DAYS_OF_PART = 12;
/** Days read beside those that a window touches. */
const MARGIN = 4;

interface Batch {
  /** There are no further authorizations; the batch is empty then. */
  readonly last: boolean;
  readonly parts: readonly PreparedRelease[];
  /** Of a part that was refused, if any. */
  readonly refusal: ProblemError | undefined;
}

/** One bulk feed while it is made. */
interface BulkFeed {
  readonly token: Company;
  readonly query: FeedQuery;
  readonly paging: Paging;
  readonly asked: ResourceRequest;
  readonly runs: GrantRuns;
  readonly laidReady: boolean;
}

/** The parts of a bulk feed, one authorization each: every one is recorded as a release of its own before it is given out. */
@Injectable()
export class BulkParts {
  readonly #shares = new FeedShares(MOST_PARTS * DAYS_OF_PART, 1 + MOST_AHEAD);

  constructor(
    private readonly path: ReleasePath,
    private readonly accessLog: AccessLog,
    private readonly requests: RequestClient,
  ) {}

  /**
   * Gives batches of recorded parts in order; further ones are made while one is sent. A part that is refused (revoked a
   * moment ago, say) is left out; the others go on. Each part that is given out has begun in the access log: who takes it
   * notes its end.
   * @param laidReady whether nothing of it is sent before it is decided and recorded again
   * @throws ProblemError the refusal when every part is refused; `unavailable` when a release cannot be recorded
   */
  async *recorded(
    grants: BulkGrants,
    token: Company,
    query: FeedQuery,
    face: FaceName = 'atom',
    laidReady = false,
  ): AsyncGenerator<readonly PreparedRelease[]> {
    const paging = new Paging(query);
    const feed = { token, query, paging, asked: { ...BULK_PART, face }, runs: new GrantRuns(grants.pages()), laidReady };
    const pace = new ReaderPace(paging.pages);
    const begun = [this.#begin(feed, FIRST_PARTS)];
    let given = 0;
    let refusal: ProblemError | undefined;
    this.#shares.enter();
    try {
      for (;;) {
        while (begun.length < Math.max(1, this.#ahead(pace))) begun.push(this.#begin(feed, pace.parts));
        const batch = await begun[0]!;
        begun.shift();
        if (batch.last) break;
        while (begun.length < this.#ahead(pace)) begun.push(this.#begin(feed, pace.parts));
        refusal ??= batch.refusal;
        given += batch.parts.length;
        if (batch.parts.length === 0) continue;
        const since = performance.now();
        yield batch.parts;
        pace.taken(performance.now() - since);
      }
      paging.finish();
      if (given === 0 && refusal) throw refusal;
    } finally {
      this.#shares.leave();
      for (const batch of begun) await batch.then(({ parts }) => this.#abandon(parts)).catch(() => undefined);
    }
  }

  /** Batches that may be made while one is sent: the more feeds are under way, the fewer each. */
  #ahead(pace: ReaderPace): number {
    return Math.min(pace.ahead, this.#shares.batches - 1);
  }

  /** Starts a batch; its failure waits for whoever awaits it. */
  #begin(feed: BulkFeed, most: number): Promise<Batch> {
    const batch = this.#make(feed, most);
    batch.catch(() => undefined);
    return batch;
  }

  async #make(feed: BulkFeed, most: number): Promise<Batch> {
    const views = await feed.runs.take(most, (some) => partsOfBatch(some, feed.query, Math.min(this.#shares.days, most * DAYS_OF_PART)));
    if (views.length === 0) return { last: true, parts: [], refusal: undefined };
    return this.#record(views, feed);
  }

  async #record(views: readonly Granted[], feed: BulkFeed): Promise<Batch> {
    const { paging } = feed;
    const planned = await this.#plan(views, feed);
    let refusal: ProblemError | undefined;
    const parts: PreparedRelease[] = [];
    for (const part of planned) {
      if (part instanceof ProblemError) refusal ??= refusalOrThrow(part);
      // A page of a bulk feed holds the authorizations of its blocks; without paging each stands, be it without blocks.
      else if (!paging.pages || part.release.counts.blocks > 0) parts.push(part);
    }
    const outcomes = await this.#recordAll(parts, feed);
    const recorded = parts.filter((_, i) => isReceipt(outcomes[i]!));
    await this.accessLog.begin(...recorded.map(({ release }) => release));
    try {
      for (const outcome of outcomes) if (!isReceipt(outcome)) refusal ??= refusalIn(outcome);
    } catch (error) {
      await this.#abandon(recorded);
      throw error;
    }
    return { last: false, parts: recorded, refusal };
  }

  #plan(views: readonly Granted[], { token, asked, query, paging }: BulkFeed): Promise<(PreparedRelease | ProblemError)[]> {
    const { thirdPartyId, clientId } = token;
    const recipients = views.map((authorization) => ({ thirdPartyId, clientId, authorization }));
    return this.path.prepareAll(asked, recipients, query, paging);
  }

  /**
   * Has parts recorded. One whose terms changed since its page was read would be missing from a feed that says it is whole: it is planned
   * anew, once, and takes its place. On a page its blocks are counted already; there it is left out.
   */
  async #recordAll(parts: PreparedRelease[], feed: BulkFeed): Promise<readonly ReleaseOutcome[]> {
    const record = (some: readonly PreparedRelease[]): Promise<readonly ReleaseOutcome[]> =>
      this.path.recordAll(feed.laidReady ? some.map(notYetSent) : some);
    const outcomes = [...(await record(parts))];
    const former = outcomes.flatMap((outcome, i) => ('code' in outcome && isByFormerTerms(outcome.code) ? [i] : []));
    if (former.length === 0 || feed.paging.pages) return outcomes;
    const ids = former.map((i) => parts[i]!.release.authorizationId);
    const views = await Promise.all(
      ids.map((authorizationId) => this.requests.request('authorization.get-authorization', { authorizationId })),
    );
    const places: number[] = [];
    const anew: PreparedRelease[] = [];
    for (const [k, part] of (await this.#plan(views, feed)).entries()) {
      if (part instanceof ProblemError) refusalOrThrow(part);
      else {
        places.push(former[k]!);
        anew.push(part);
      }
    }
    for (const [k, outcome] of (await record(anew)).entries()) {
      parts[places[k]!] = anew[k]!;
      outcomes[places[k]!] = outcome;
    }
    return outcomes;
  }

  /** Parts that are on record and that nobody gets: the access log says so. */
  #abandon(parts: readonly PreparedRelease[]): Promise<void> {
    return this.accessLog.endUnsent(parts.map(({ release }) => release));
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

/** How many of these authorizations make a batch of so many days, by the days that each is going to show. */
function partsOfBatch(
  views: readonly Granted[],
  { publishedMin = -Infinity, publishedMax = Infinity }: FeedQuery,
  mostDays: number,
): number {
  const now = Date.now() / 1000;
  const start = Math.max(publishedMin, Math.min(now, ...views.map(({ terms }) => terms.publishedPeriod.start)));
  const days = Math.max(0, Math.min(publishedMax, now) - start) / 86_400 + MARGIN;
  return Math.floor(mostDays / days);
}
