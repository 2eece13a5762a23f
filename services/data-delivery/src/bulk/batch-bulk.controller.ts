import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { PreparedGate } from '../prepared/prepared-gate.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { chooseFace } from '../faces/choose-face.js';
import { FACES } from '../faces/face-name.js';
import { isHead, noBody, sendDocument } from '../resources/espi-response.js';
import { notYours } from '../resources/identity.js';
import { Reads } from '../resources/reads.js';
import { RESOURCE_PATH, ResourceUris } from '../resources/resource-uris.js';
import { isOwnBulk } from './bulk-authorizations.js';
import { bulkGrants } from './bulk-grants.js';
import { BulkResponder } from './bulk-responder.js';

/** All authorizations of a company, or those of one bulk id, in one feed. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class BatchBulkController {
  constructor(
    private readonly requests: RequestClient,
    private readonly responder: BulkResponder,
    private readonly prepared: PreparedGate,
    private readonly uris: ResourceUris,
  ) {}

  @Reads('Batch/Bulk/:bulk')
  async read(
    @Param('bulk') bulk: string,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = tokenOf(request);
    if (!isOwnBulk(bulk, token)) throw notYours();
    const query = parseFeedQuery(raw);
    const resourceUri = this.uris.batchBulk(bulk);
    const ask = { query, resourceUri, raw, bulkId: bulk };
    if (await this.prepared.answersNamed(ask, request, reply)) return;
    if (isHead(request)) return sendDocument(reply, FACES[chooseFace(request.headers.accept)].contentType, noBody());
    const grants = await bulkGrants(bulk, token, this.requests);
    if (await this.prepared.answersBulk(ask, grants.count, request, reply)) return;
    await this.responder.respond(grants, token, query, resourceUri, request, reply);
  }
}
