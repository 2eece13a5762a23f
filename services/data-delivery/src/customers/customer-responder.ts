import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FeedQuery } from '../access/feed-query.js';
import { etagOf, isNotModified } from '../feed/conditional.js';
import { chooseCoding, encode, type ContentCoding } from '../feed/content-coding.js';
import { queryText } from '../feed/query-text.js';
import { sendChunks } from '../feed/send-chunks.js';
import { CustomerGate } from '../prepared/customer-gate.js';
import { AccessLog } from '../release/access-log.js';
import { Paging } from '../release/paging.js';
import type { Recipient } from '../release/release-path.js';
import { clientHasLeft, isHead, noBody } from '../resources/espi-response.js';
import { CustomerReleases, type PreparedCustomerRelease } from './customer-releases.js';
import { customerContentType, customerFaceOf, customerWriter } from './customer-faces.js';
import { refuseAsOf, refuseSelection, type CustomerRequest } from './customer-request.js';
import { customerDocument, lastChangeOf } from './render-customers.js';

/** Answers a request for customer records: recorded first, then sent; what the client has already (304) and HEAD release nothing. */
@Injectable()
export class CustomerResponder {
  readonly #logger = new Logger(CustomerResponder.name);

  constructor(
    private readonly releases: CustomerReleases,
    private readonly accessLog: AccessLog,
    private readonly gate: CustomerGate,
  ) {}

  /** @param resourceUri without query */
  async respond(
    asked: CustomerRequest,
    recipient: Recipient,
    query: FeedQuery,
    resourceUri: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    refuseAsOf(query);
    const face = customerFaceOf(asked, request.headers.accept);
    if (face !== 'atom') refuseSelection(query);
    const paging = new Paging(query);
    const prepared = this.releases.select(await this.releases.load(recipient), asked, query, paging, face);
    if (!asked.single) paging.finish();
    if (asked.path === undefined) {
      const of = { authorizationId: recipient.authorization.authorizationId };
      if (await this.gate.answers({ query, resourceUri, name: asked.name, of, face, empty: false }, request, reply)) return;
    }
    const selfUri = resourceUri + queryText(query);
    const coding = chooseCoding(request.headers['accept-encoding']);
    const etag = etagOf(prepared.release.manifestDigest, selfUri, coding);
    // Set only when they are true: an error that comes before the record must not carry them.
    const describe = (): void => {
      void reply.headers({ etag, vary: 'accept, accept-encoding', 'cache-control': 'private, no-cache' }).type(customerContentType(face));
      const next = asked.single ? undefined : paging.next;
      const { startIndex: _, ...rest } = query;
      if (next !== undefined) void reply.header('link', `<${resourceUri}${queryText({ ...rest, startAfter: next })}>; rel="next"`);
    };
    if (isNotModified({ 'if-none-match': request.headers['if-none-match'] }, { etag, lastModified: Infinity }, 0)) {
      describe();
      return void reply.code(304).send();
    }
    if (isHead(request)) {
      describe();
      return void reply.send(noBody());
    }
    if (clientHasLeft(reply)) return;
    await this.releases.record(prepared);
    describe();
    const shape = asked.path?.split('/').at(-1) ?? 'Batch';
    const identity = { resourceUri, selfUri };
    const writer = customerWriter(face, identity, shape, lastChangeOf(prepared.entries));
    const text = asked.single ? customerDocument(prepared.entries[0]!) : writer.head() + writer.part(prepared) + writer.tail();
    await this.#send(prepared, text, coding, reply);
  }

  async #send({ release }: PreparedCustomerRelease, text: string, coding: ContentCoding, reply: FastifyReply): Promise<void> {
    const { releaseId } = release;
    await this.accessLog.begin(release);
    void reply.header('release-id', releaseId);
    if (coding !== 'identity') void reply.header('content-encoding', coding);
    reply.hijack();
    const tally = { bytes: 0 };
    try {
      reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
      const sent = await sendChunks(encode(bytesOf(text), coding), reply.raw, tally);
      await this.accessLog.end({ releaseId, state: sent.complete ? 'complete' : 'aborted', bytes: sent.bytes });
    } catch (error) {
      // The head is out: cut the answer, so that nobody takes it for a whole feed.
      reply.raw.destroy();
      this.#logger.error(error instanceof Error ? error : String(error));
      await this.accessLog.end({ releaseId, state: 'failed', ...tally }).catch(() => undefined);
    }
  }
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
