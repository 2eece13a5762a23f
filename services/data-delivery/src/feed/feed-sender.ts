import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { PairwiseIds } from '../access/pairwise-ids.js';
import type { FeedQuery } from '../access/feed-query.js';
import { AccessLog } from '../release/access-log.js';
import type { PreparedRelease } from '../release/release-path.js';
import { ATOM } from '../resources/espi-response.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { FeedAddresses } from './feed-addresses.js';
import { PairwiseKey } from '../access/pairwise-key.js';
import { queryText } from './query-text.js';
import { renderFeed } from './render-feed.js';
import { sendChunks } from './send-chunks.js';

/** Renders and streams a recorded release, and notes in the access log how that ended. */
@Injectable()
export class FeedSender {
  readonly #logger = new Logger(FeedSender.name);

  constructor(
    private readonly uris: ResourceUris,
    private readonly key: PairwiseKey,
    private readonly accessLog: AccessLog,
    private readonly dataSource: DataSource,
  ) {}

  async send({ plan, release }: PreparedRelease, query: FeedQuery, reply: FastifyReply): Promise<void> {
    const { releaseId, authorizationId, thirdPartyId } = release;
    const resourceUri = this.uris.batchSubscription(authorizationId);
    const identity = { resourceUri, selfUri: resourceUri + queryText(query) };
    const addresses = new FeedAddresses(this.uris, new PairwiseIds(this.key.bytes, thirdPartyId), authorizationId);
    await this.accessLog.begin(release);
    void reply.header('release-id', releaseId).header('cache-control', 'no-store').type(ATOM);
    reply.hijack();
    try {
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      const sent = await sendChunks(renderFeed(plan, identity, addresses, this.dataSource), reply.raw);
      await this.accessLog.end(releaseId, sent.complete ? 'complete' : 'aborted', sent.bytes);
    } catch (error) {
      // The head is out: cut the answer, so that nobody takes it for a whole feed.
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
      await this.accessLog.end(releaseId, 'failed', 0).catch(() => undefined);
    }
  }
}
