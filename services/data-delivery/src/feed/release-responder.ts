import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { faceOf, renderFace } from '../faces/render-face.js';
import { FACES } from '../faces/face-name.js';
import type { FeedQuery } from '../access/feed-query.js';
import { AccessLog } from '../release/access-log.js';
import { BlockPages } from '../release/block-pages.js';
import { ReleasePath, type PreparedRelease, type Recipient } from '../release/release-path.js';
import type { ResourceRequest } from '../release/resource-request.js';
import { clientHasLeft, isHead, noBody } from '../resources/espi-response.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { etagOf, isNotModified } from './conditional.js';
import { FeedCoding, type ChosenCoding } from './feed-coding.js';
import { queryText } from './query-text.js';
import { lastUpdate, type FeedIdentity } from './render-feed.js';
import { RenderedAhead } from './rendered-ahead.js';
import { sendChunks } from './send-chunks.js';

/**
 * Answers a request for data: what the client has already (304) and HEAD release nothing; everything else is recorded
 * first, then rendered and streamed, and the access log notes how that ended.
 */
@Injectable()
export class ReleaseResponder {
  readonly #logger = new Logger(ReleaseResponder.name);

  constructor(
    private readonly path: ReleasePath,
    private readonly accessLog: AccessLog,
    private readonly dataSource: DataSource,
    private readonly codings: FeedCoding,
    private readonly uris: ResourceUris,
  ) {}

  /** @param resourceUri without query */
  async respond(
    asked: ResourceRequest,
    recipient: Recipient,
    query: FeedQuery,
    resourceUri: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const face = faceOf(asked, request);
    const { contentType, compressible } = FACES[face];
    const prepared = await this.path.prepare({ ...asked, face }, recipient, query);
    if (clientHasLeft(reply)) return;
    const selfUri = resourceUri + queryText(query);
    const chosen = this.codings.choose({ ...asked, face }, [prepared.plan], compressible, request.headers['accept-encoding']);
    const { coding } = chosen;
    const etag = etagOf(prepared.release.manifestDigest, selfUri, coding);
    const lastModified = datedBySeconds(query) ? lastChange(prepared, recipient) : undefined;
    // Set only when they are true: an error that comes before the record must not carry them.
    const describe = (): void => {
      void reply.headers({ etag, vary: 'accept, accept-encoding', 'cache-control': 'private, no-cache' }).type(contentType);
      if (lastModified !== undefined) void reply.header('last-modified', new Date(lastModified * 1000).toUTCString());
      const { next } = prepared.plan;
      if (next !== undefined) void reply.header('link', `<${nextUri(resourceUri, query, next)}>; rel="next"`);
    };
    if (isNotModified(request.headers, { etag, lastModified: lastModified ?? Infinity }, Date.now() / 1000)) {
      describe();
      return void reply.code(304).send();
    }
    const feed = new RenderedAhead(this.#render(prepared, { resourceUri, selfUri, certificate: this.uris.certificate }, chosen));
    // What is rendered meanwhile stays here until there is a receipt.
    if (!isHead(request)) await feed.until(this.path.record(prepared));
    describe();
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    if (isHead(request)) return void reply.send(noBody());
    await this.#send(prepared, feed, reply);
  }

  async *#render({ plan, addresses, asked }: PreparedRelease, identity: FeedIdentity, chosen: ChosenCoding): AsyncGenerator<Buffer> {
    const gzip = this.codings.open(chosen);
    try {
      const pieces = renderFace(plan, asked, identity, addresses, new BlockPages([plan], this.dataSource), gzip);
      yield* this.codings.chunks(pieces, chosen);
    } finally {
      gzip?.close();
    }
  }

  async #send({ release }: PreparedRelease, feed: RenderedAhead, reply: FastifyReply): Promise<void> {
    // Not waited for: the release is on record, and the first byte need not wait for the note that it is being sent.
    const begun = this.accessLog.begin(release);
    begun.catch(() => undefined);
    void reply.header('release-id', release.releaseId);
    reply.hijack();
    const tally = { bytes: 0 };
    try {
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      const sent = await sendChunks(feed.chunks(), reply.raw, tally);
      await begun;
      await this.accessLog.end({ releaseId: release.releaseId, state: sent.complete ? 'complete' : 'aborted', bytes: sent.bytes });
    } catch (error) {
      // The head is out: cut the answer, so that nobody takes it for a whole feed.
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
      await begun.then(() => this.accessLog.end({ releaseId: release.releaseId, state: 'failed', ...tally })).catch(() => undefined);
    }
  }
}

/** Pages and filters by `updated` may lose an entry without anything newer in its place: no date tells that. */
function datedBySeconds({ updatedMin, updatedMax, maxResults, startIndex, startAfter, depth, asOf }: FeedQuery): boolean {
  return [updatedMin, updatedMax, maxResults, startIndex, startAfter, depth, asOf].every((value) => value === undefined);
}

/** New terms change what is shown as much as new data do. */
function lastChange({ plan }: PreparedRelease, { authorization }: Recipient): number {
  return Math.max(lastUpdate(plan), Math.ceil(Date.parse(authorization.changedAt) / 1000));
}

function nextUri(resourceUri: string, { startIndex: _, ...query }: FeedQuery, startAfter: string): string {
  return resourceUri + queryText({ ...query, startAfter });
}
