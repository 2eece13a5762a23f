import { Controller, Get, Req, Res } from '@nestjs/common';
import { COMPANY_DOWNLOAD_PATH, ProblemError, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { HandleRequest, RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerToken } from '../access/bearer-token.js';
import { CustomerResponder } from '../customers/customer-responder.js';
import { CUSTOMER_BATCH } from '../customers/customer-request.js';
import { ReleaseResponder } from '../feed/release-responder.js';
import { BATCH, type ResourceRequest } from '../release/resource-request.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { DownloadTickets } from './download-tickets.js';

/** The bills of all services of an authorization. */
const BILLS: ResourceRequest = { name: 'Subscription/UsagePoint/{id}/UsageSummary', shape: 'UsageSummary', single: false };

/**
 * Files for people of companies without software: decided, recorded and sent like any other release to their company. The
 * portal fetches one with a ticket and hands it on as it comes.
 */
@Controller()
export class CompanyDownloadController {
  constructor(
    private readonly tickets: DownloadTickets,
    private readonly requests: RequestClient,
    private readonly usage: ReleaseResponder,
    private readonly customers: CustomerResponder,
    private readonly uris: ResourceUris,
  ) {}

  @HandleRequest('data-delivery.issue-download-ticket')
  issue(request: RequestOf<'data-delivery.issue-download-ticket'>): Promise<ReplyOf<'data-delivery.issue-download-ticket'>> {
    return this.tickets.issue(request);
  }

  /** @throws ProblemError `unauthenticated` without a good ticket; as the resource itself does */
  @Get(COMPANY_DOWNLOAD_PATH)
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ticket = bearerToken(request.headers.authorization);
    const download = ticket === undefined ? undefined : await this.tickets.redeem(ticket);
    if (!download) {
      const detail =
        'This needs a ticket that the portal gets for each file: it is missing, used, or older than a minute. Begin the download anew.';
      throw new ProblemError('unauthenticated', detail);
    }
    const { authorizationId, thirdPartyId, clientId, what } = download;
    const authorization = await this.requests.request('authorization.get-authorization', { authorizationId });
    const recipient = { authorization, thirdPartyId, clientId };
    if (what === 'customer') {
      return this.customers.respond(CUSTOMER_BATCH, recipient, {}, this.uris.batchRetailCustomer(authorizationId), request, reply);
    }
    const asked = what === 'bills' ? BILLS : BATCH;
    return this.usage.respond(asked, recipient, {}, this.uris.batchSubscription(authorizationId), request, reply);
  }
}
