import { Controller, Delete, Param, Put, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemError, type ThirdPartyView } from '@greenledger/contracts';
import { entryDocument } from '@greenledger/espi';
import { RequestClient } from '@greenledger/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { parseApplicationInformation } from './application-information-body.js';
import { wantedChange } from './application-information-change.js';
import { applicationInformationEntry } from './application-information-entry.js';
import { ATOM, sendDocument } from './espi-response.js';
import { requireOwn } from './identity.js';
import { RESOURCE_PATH, ResourceUris } from './resource-uris.js';
import { TokenForChange } from './token-for-change.js';

/** What a company may do to its registration with its registration_access_token (FB_44; MGT001 to MGT003). */
@Controller(RESOURCE_PATH)
@UseGuards(TokenForChange, BearerGuard)
@UseFilters(RefusalFilter)
export class ApplicationInformationManagementController {
  constructor(
    private readonly requests: RequestClient,
    private readonly uris: ResourceUris,
  ) {}

  /** Takes the entry with the company's changes; sent back as it was read it changes nothing, or takes a withdrawal back. */
  @Put('ApplicationInformation/:id')
  async replace(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const applicationInformationId = this.#own(id, request);
    if (typeof request.body !== 'string') {
      throw new ProblemError(
        'unsupported-media-type',
        'PUT ApplicationInformation takes application/atom+xml: send the entry as you read it.',
      );
    }
    const body = parseApplicationInformation(request.body);
    const view = await this.requests.request('authorization.get-third-party', { applicationInformationId });
    const own = parseApplicationInformation(entryDocument(...this.#entry(view)));
    const wanted = wantedChange(body, own);
    const after = await this.requests.request('authorization.change-application-information', { applicationInformationId, ...wanted });
    sendDocument(reply, ATOM, entryDocument(...this.#entry(after)));
  }

  /** Withdraws: on hold at once, ended 30 days later unless a PUT takes it back. Again, it changes nothing. */
  @Delete('ApplicationInformation/:id')
  async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const applicationInformationId = this.#own(id, request);
    const view = await this.requests.request('authorization.withdraw-application-information', { applicationInformationId });
    sendDocument(reply, ATOM, entryDocument(...this.#entry(view)));
  }

  #own(id: string, request: FastifyRequest): string {
    requireOwn(id, tokenOf(request).applicationInformationId);
    return id;
  }

  #entry(view: ThirdPartyView): Parameters<typeof entryDocument> {
    const { frame, payload } = applicationInformationEntry(view, this.uris);
    return [frame, payload];
  }
}
