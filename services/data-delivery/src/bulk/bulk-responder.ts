import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { chooseFace } from '../faces/choose-face.js';
import { FACES } from '../faces/face-name.js';
import { faceWriter, type FaceWriter } from '../faces/face-writer.js';
import { FeedCoding } from '../feed/feed-coding.js';
import { PlainFeed, type WholeFeed } from '../feed/feed-document.js';
import { queryText } from '../feed/query-text.js';
import type { Piece } from '../feed/render-feed.js';
import { AccessLog, type SendingEnd } from '../release/access-log.js';
import { BlockPages } from '../release/block-pages.js';
import type { PreparedRelease } from '../release/release-path.js';
import { BULK_PART } from '../release/resource-request.js';
import type { BulkGrants } from './bulk-grants.js';
import { BulkParts } from './bulk-parts.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { bulkUpdated } from './bulk-updated.js';
import { LastFirst } from './last-first.js';
import { streamBulk } from './stream-bulk.js';

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
    private readonly uris: ResourceUris,
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
    // Before anything is planned: what arrives meanwhile is newer than this.
    const updated = await bulkUpdated(grants, this.dataSource);
    const parts = this.parts.recorded(grants, token, query, face);
    // The first part is on record before the head is out: until then an error still becomes an answer.
    const batches = await Begun.of(parts);
    const chosen = this.codings.choose({ ...BULK_PART, face }, batches.plans, compressible, request.headers['accept-encoding']);
    const identity = { resourceUri, selfUri: resourceUri + queryText(query), certificate: this.uris.certificate };
    const whole = face === 'atom' ? (this.codings.open(chosen) ?? new PlainFeed()) : undefined;
    const writer = faceWriter(face, identity, updated, whole);
    const ends = new LastFirst();
    try {
      const chunks = this.codings.chunks(this.#texts(writer, batches, whole, ends), chosen);
      await streamBulk(reply, { contentType, coding: chosen.coding }, chunks, this.#logger);
    } finally {
      whole?.close();
      await parts.return(undefined);
      await ends.settled().catch((error: unknown) => this.#logger.error(error instanceof Error ? error : String(error)));
    }
  }

  async *#texts(writer: FaceWriter, batches: Begun, whole: WholeFeed | undefined, ends: LastFirst): AsyncGenerator<Piece> {
    yield* writer.head();
    for (let batch = await batches.next(); batch; batch = await batches.next()) yield* this.#batch(batch, writer, whole, ends);
    // Whoever has the whole feed finds its ends in the log.
    await ends.settled();
    yield* writer.tail();
  }

  /** A batch of parts, and how each ended; its bytes are counted before they are compressed together with the others. */
  async *#batch(
    parts: readonly PreparedRelease[],
    writer: FaceWriter,
    whole: WholeFeed | undefined,
    noted: LastFirst,
  ): AsyncGenerator<Piece> {
    const pages = new BlockPages(
      parts.map(({ plan }) => plan),
      this.dataSource,
    );
    const ends = parts.map(({ release: { releaseId } }): SendingEnd => ({ releaseId, state: 'aborted', bytes: 0 }));
    try {
      for (const [i, { plan, addresses, release }] of parts.entries()) {
        const before = whole?.plainLength ?? 0;
        let bytes = 0;
        for await (const piece of writer.part(plan, addresses, pages)) {
          if (!whole) bytes += Buffer.byteLength(piece);
          yield piece;
        }
        if (whole) bytes = whole.plainLength - before;
        ends[i] = { releaseId: release.releaseId, state: 'complete', bytes };
      }
    } finally {
      await noted.add(() => this.accessLog.end(...ends));
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
