import { Injectable, Logger } from '@nestjs/common';
import type { AuthorizationView } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FeedQuery } from '../access/feed-query.js';
import type { ActiveToken } from '../access/resolved-access.js';
import { streamBulk } from '../bulk/stream-bulk.js';
import { chooseCoding, encode } from '../feed/content-coding.js';
import { queryText } from '../feed/query-text.js';
import { gather } from '../feed/send-chunks.js';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import { AccessLog, type SendingEnd } from '../release/access-log.js';
import { BulkCustomerParts } from './bulk-customer-parts.js';
import type { PreparedCustomerRelease } from './customer-releases.js';
import { customerContentType, customerFaceOf, customerWriter, type CustomerWriter } from './customer-faces.js';
import { CUSTOMER_BULK_PART, refuseSelection } from './customer-request.js';

/** Streams the customer records of many authorizations as a sequence of parts, each recorded before its first byte. */
@Injectable()
export class BulkCustomerResponder {
  readonly #logger = new Logger(BulkCustomerResponder.name);

  constructor(
    private readonly parts: BulkCustomerParts,
    private readonly accessLog: AccessLog,
  ) {}

  async respond(
    views: readonly AuthorizationView[],
    token: ActiveToken,
    query: FeedQuery,
    resourceUri: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const face = customerFaceOf(CUSTOMER_BULK_PART, request.headers.accept);
    if (face !== 'atom') refuseSelection(query);
    const parts = this.parts.recorded(views, token, query, face);
    // The first parts are on record before the head is out: until then an error still becomes an answer.
    const first = await parts.next();
    const updated = Math.max(STANDARD_DATE, ...views.map(({ changedAt }) => Math.floor(Date.parse(changedAt) / 1_000)));
    const writer = customerWriter(face, { resourceUri, selfUri: resourceUri + queryText(query) }, 'Batch', updated);
    const coding = chooseCoding(request.headers['accept-encoding']);
    try {
      const chunks = encode(gather(this.#texts(writer, first, parts)), coding);
      await streamBulk(reply, { contentType: customerContentType(face), coding }, chunks, this.#logger);
    } finally {
      await parts.return(undefined);
    }
  }

  async *#texts(
    writer: CustomerWriter,
    first: IteratorResult<PreparedCustomerRelease[], void>,
    batches: AsyncGenerator<PreparedCustomerRelease[]>,
  ): AsyncGenerator<string> {
    yield writer.head();
    for (let batch = first; !batch.done; batch = await batches.next()) yield* this.#batch(batch.value, writer);
    yield writer.tail();
  }

  /** A batch of parts, and how each ended. */
  async *#batch(parts: readonly PreparedCustomerRelease[], writer: CustomerWriter): AsyncGenerator<string> {
    const ends = parts.map(({ release: { releaseId } }): SendingEnd => ({ releaseId, state: 'aborted', bytes: 0 }));
    try {
      for (const [i, part] of parts.entries()) {
        const { release } = part;
        const text = writer.part(part);
        yield text;
        ends[i] = { releaseId: release.releaseId, state: 'complete', bytes: Buffer.byteLength(text) };
      }
    } finally {
      await this.accessLog.end(...ends);
    }
  }
}
