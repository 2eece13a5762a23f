import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { PERSONAL_DATA_SETS } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { companyGrants } from '../bulk/company-grants.js';
import { bulkAuthorizations, isOwnBulk } from '../bulk/bulk-authorizations.js';
import { CustomerGate } from '../prepared/customer-gate.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { isHead, noBody, sendDocument } from '../resources/espi-response.js';
import { notYours } from '../resources/identity.js';
import { Reads } from '../resources/reads.js';
import { RESOURCE_PATH, ResourceUris } from '../resources/resource-uris.js';
import { BulkCustomerResponder } from './bulk-customer-responder.js';
import { customerContentType, customerFaceOf } from './customer-faces.js';
import { CUSTOMER_BULK_PART, refuseAsOf } from './customer-request.js';

/** The customer records of all authorizations of a company that cover some, or of those of one bulk id, in one feed. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class BulkRetailCustomerController {
  constructor(
    private readonly requests: RequestClient,
    private readonly responder: BulkCustomerResponder,
    private readonly gate: CustomerGate,
    private readonly uris: ResourceUris,
  ) {}

  @Reads('Batch/BulkRetailCustomerInfo/:bulk')
  async read(
    @Param('bulk') bulk: string,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = tokenOf(request);
    if (!isOwnBulk(bulk, token)) throw notYours();
    const query = parseFeedQuery(raw);
    refuseAsOf(query);
    const face = customerFaceOf(CUSTOMER_BULK_PART, request.headers.accept);
    if (isHead(request)) return sendDocument(reply, customerContentType(face), noBody());
    const authorizations = await companyGrants(token.thirdPartyId, this.requests);
    const views = bulkAuthorizations(bulk, token, authorizations).filter(({ terms }) =>
      terms.dataSets.some((dataSet) => PERSONAL_DATA_SETS.includes(dataSet)),
    );
    const resourceUri = this.uris.batchBulkRetailCustomerInfo(bulk);
    const ask = { query, resourceUri, name: CUSTOMER_BULK_PART.name, of: { bulkId: bulk }, face, empty: views.length === 0 };
    if (await this.gate.answers(ask, request, reply)) return;
    await this.responder.respond(views, token, query, resourceUri, request, reply);
  }
}
