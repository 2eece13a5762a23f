import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { chooseFace } from '../faces/choose-face.js';
import { FACES } from '../faces/face-name.js';
import { faceWriter, type FaceWriter } from '../faces/face-writer.js';
import { FeedCoding } from '../feed/feed-coding.js';
import type { GzipFeed } from '../feed/feed-document.js';
import { queryText } from '../feed/query-text.js';
import type { Piece } from '../feed/render-feed.js';
import { sendChunks } from '../feed/send-chunks.js';
import { AccessLog, type SendingEnd } from '../release/access-log.js';
import { BlockPages } from '../release/block-pages.js';
import type { PreparedRelease } from '../release/release-path.js';
import { BULK_PART } from '../release/resource-request.js';
import type { BulkGrants } from './bulk-grants.js';
import { BulkParts } from './bulk-parts.js';
import { bulkUpdated } from './bulk-updated.js';

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
    private readonly codings: FeedCoding,
  ) {}

  async respond(
    grants: BulkGrants,
    token: ActiveToken,
    query: FeedQuery,
    resourceUri: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const face = chooseFace(request.headers.accept);
    const { contentType, compressible } = FACES[face];
    const parts = this.parts.recorded(grants, token, query, face);
    // The first part is on record before the head is out: until then an error still becomes an answer.
    const batches = await Begun.of(parts);
    const chosen = this.codings.choose({ ...BULK_PART, face }, batches.plans, compressible, request.headers['accept-encoding']);
    const { coding } = chosen;
    const identity = { resourceUri, selfUri: resourceUri + queryText(query) };
    const updated = await bulkUpdated(grants, this.dataSource);
    const gzip = this.codings.open(chosen);
    const writer = faceWriter(face, identity, updated, gzip);
    void reply.headers({ vary: 'accept, accept-encoding', 'cache-control': 'no-store' }).type(contentType);
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    reply.hijack();
    try {
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      const pieces = this.#texts(writer, batches, gzip);
      await sendChunks(this.codings.chunks(pieces, chosen), reply.raw);
    } catch (error) {
      // The head is out: cut the answer, so that nobody takes it for a whole feed.
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
    } finally {
      gzip?.close();
      await parts.return(undefined);
    }
  }

  async *#texts(writer: FaceWriter, batches: Begun, gzip: GzipFeed | undefined): AsyncGenerator<Piece> {
    yield* writer.head();
    for (let batch = await batches.next(); batch; batch = await batches.next()) yield* this.#batch(batch, writer, gzip);
    yield* writer.tail();
  }

  /** A batch of parts, and how each ended; its bytes are counted before they are compressed together with the others. */
  async *#batch(parts: readonly PreparedRelease[], writer: FaceWriter, gzip: GzipFeed | undefined): AsyncGenerator<Piece> {
    const pages = new BlockPages(
      parts.map(({ plan }) => plan),
      this.dataSource,
    );
    const ends = parts.map(({ release: { releaseId } }): SendingEnd => ({ releaseId, state: 'aborted', bytes: 0 }));
    try {
      for (const [i, { plan, addresses, release }] of parts.entries()) {
        const before = gzip?.plainLength ?? 0;
        let bytes = 0;
        for await (const piece of writer.part(plan, addresses, pages)) {
          bytes += Buffer.byteLength(piece);
          yield piece;
        }
        if (gzip) bytes = gzip.plainLength - before;
        ends[i] = { releaseId: release.releaseId, state: 'complete', bytes };
      }
    } finally {
      await this.accessLog.end(...ends);
    }
  }
}

/** Batches of which the first is there already. It is let go of when it was taken: a slow reader would keep it until the end. */
class Begun {
  private constructor(
    private readonly batches: AsyncGenerator<readonly PreparedRelease[]>,
    private first: readonly PreparedRelease[] | undefined,
  ) {}

  static async of(batches: AsyncGenerator<readonly PreparedRelease[]>): Promise<Begun> {
    return new Begun(batches, (await batches.next()).value ?? undefined);
  }

  /** What the first batch shows. */
  get plans(): readonly PreparedRelease['plan'][] {
    return (this.first ?? []).map(({ plan }) => plan);
  }

  /** @returns undefined when there are no more */
  async next(): Promise<readonly PreparedRelease[] | undefined> {
    const { first } = this;
    this.first = undefined;
    return first ?? (await this.batches.next()).value ?? undefined;
  }
}
