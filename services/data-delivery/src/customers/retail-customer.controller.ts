import { Controller, Param, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { ESPI_ROUTES, type EspiPath } from '../access/espi-routes.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { Reads } from '../resources/reads.js';
import { recipientOf } from '../resources/recipient.js';
import { RESOURCE_PATH, ResourceUris } from '../resources/resource-uris.js';
import { CustomerResponder } from './customer-responder.js';
import { CUSTOMER_BATCH, customerRequestOf } from './customer-request.js';

const TREE = ESPI_ROUTES.map(({ path }): EspiPath => path).filter((path) => path.startsWith('RetailCustomer/'));

/** The customer records of one authorization: all in one feed, and one by one. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class RetailCustomerController {
  constructor(
    private readonly responder: CustomerResponder,
    private readonly uris: ResourceUris,
  ) {}

  @Reads('Batch/RetailCustomer/:retailCustomer', ...TREE)
  async read(
    @Param('retailCustomer') retailCustomer: string,
    @Query() raw: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const recipient = recipientOf(request, retailCustomer);
    const path = resourcePath(request);
    const asked = path.startsWith('Batch/') ? CUSTOMER_BATCH : customerRequestOf(path.split('/').slice(2).join('/'));
    await this.responder.respond(asked, recipient, parseFeedQuery(raw), `${this.uris.base}/${path}`, request, reply);
  }
}
