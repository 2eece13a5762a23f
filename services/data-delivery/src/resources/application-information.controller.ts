import { Controller, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { entryDocument } from '@greenledger/espi';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { applicationInformationEntry } from './application-information-entry.js';
import { ATOM, sendDocument } from './espi-response.js';
import { requireOwn } from './identity.js';
import { Reads } from './reads.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';

/** A company's own registration, for the holder of its registration_access_token. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class ApplicationInformationController {
  constructor(
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
  ) {}

  @Reads('ApplicationInformation/:id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { applicationInformationId } = tokenOf(request);
    requireOwn(id, applicationInformationId);
    const view = await this.requests.request('authorization.get-third-party', { applicationInformationId });
    const { frame, payload } = applicationInformationEntry(view, this.uris);
    sendDocument(reply, ATOM, entryDocument(frame, payload));
  }
}
