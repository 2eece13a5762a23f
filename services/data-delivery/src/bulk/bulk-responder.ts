import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuthorizationView } from '@greenledger/contracts';
import { FEED_TAIL } from '@greenledger/espi';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { chooseCoding, encode } from '../feed/content-coding.js';
import { queryText } from '../feed/query-text.js';
import { batchEntries, headOf, type Piece } from '../feed/render-feed.js';
import { gather, sendChunks } from '../feed/send-chunks.js';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import { AccessLog, type SendingEnd } from '../release/access-log.js';
import { BlockPages } from '../release/block-pages.js';
import type { PreparedRelease } from '../release/release-path.js';
import { ATOM } from '../resources/espi-response.js';
import { BulkParts } from './bulk-parts.js';

/**
 * Streams a bulk feed as a sequence of parts, each recorded as a release before its first byte. Nothing is spooled: what is
 * in memory at a time is a few plans and some chunks, however many authorizations there are.
 */
@Injectable()
export class BulkResponder {
  readonly #logger = new Logger(BulkResponder.name);

  constructor(
    private readonly parts: BulkParts,
    private readonly accessLog: AccessLog,
    private readonly dataSource: DataSource,
  ) {}

  async respond(
    views: readonly AuthorizationView[],
    token: ActiveToken,
    query: FeedQuery,
    resourceUri: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const parts = this.parts.recorded(views, token, query);
    // The first part is on record before the head is out: until then an error still becomes an answer.
    const first = await parts.next();
    const head = headOf({ resourceUri, selfUri: resourceUri + queryText(query) }, 'Batch', await this.#updated(views));
    const coding = chooseCoding(request.headers['accept-encoding']);
    void reply.headers({ vary: 'accept-encoding', 'cache-control': 'no-store' }).type(ATOM);
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    reply.hijack();
    try {
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      await sendChunks(encode(gather(this.#texts(head, first, parts)), coding), reply.raw);
    } catch (error) {
      // The head is out: cut the answer, so that nobody takes it for a whole feed.
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
    } finally {
      await parts.return(undefined);
    }
  }

  async *#texts(
    head: string,
    first: IteratorResult<readonly PreparedRelease[]>,
    batches: AsyncGenerator<readonly PreparedRelease[]>,
  ): AsyncGenerator<Piece> {
    yield head;
    const written = new Set<string>();
    for (let batch = first; !batch.done; batch = await batches.next()) yield* this.#batch(batch.value, written);
    yield FEED_TAIL;
  }

  /** A batch of parts, and how each ended; its bytes are counted before they are compressed together with the others. */
  async *#batch(parts: readonly PreparedRelease[], written: Set<string>): AsyncGenerator<Piece> {
    const pages = new BlockPages(
      parts.map(({ plan }) => plan),
      this.dataSource,
    );
    const ends = parts.map(({ release: { releaseId } }): SendingEnd => ({ releaseId, state: 'aborted', bytes: 0 }));
    try {
      for (const [i, { plan, addresses, release }] of parts.entries()) {
        let bytes = 0;
        for await (const piece of batchEntries(plan, addresses, written, pages)) {
          bytes += Buffer.byteLength(piece);
          yield piece;
        }
        ends[i] = { releaseId: release.releaseId, state: 'complete', bytes };
      }
    } finally {
      await this.accessLog.end(...ends);
    }
  }

  /**
   * The newest change that the feed is sure to hold: the last import that was complete when it began, or the newest terms.
   * Whatever comes while it is sent is newer, so a client that asks for `updated-min` of this misses nothing.
   */
  async #updated(views: readonly AuthorizationView[]): Promise<number> {
    const [row]: { at: number }[] = await this.dataSource.query(
      'SELECT floor(extract(epoch FROM occurred_at))::float8 AS at FROM outbox ORDER BY log_index DESC LIMIT 1',
    );
    return Math.max(row?.at ?? STANDARD_DATE, ...views.map(({ changedAt }) => Math.floor(Date.parse(changedAt) / 1000)));
  }
}
