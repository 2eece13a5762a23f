import { ProblemError } from '@greenledger/contracts';
import { Body, Controller, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageErrorFilter } from '../../html/page-error.filter.js';
import { securityHeaders } from '../../html/security-headers.js';
import { VisitorGuard } from '../../session/visitor.guard.js';
import { companyOf } from '../people/company-access.js';
import { DeliveryDoor } from './delivery-door.js';
import { DOWNLOAD_FILES, isDownloadName } from './download-files.js';

/** What customers share with a company, as a file for its people. Each is a release to the company like any other. */
@Controller('third-party/authorizations')
@UseGuards(VisitorGuard)
@UseFilters(PageErrorFilter)
export class CompanyDownloadController {
  constructor(private readonly door: DeliveryDoor) {}

  @Post(':authorizationId/downloads')
  async download(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
    @Body() body: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { thirdPartyId } = companyOf(request, 'developer');
    const name = body['file'];
    if (!isDownloadName(name)) throw new ProblemError('bad-request', 'Choose one of the files that the page offers.');
    const file = DOWNLOAD_FILES[name];
    const { contentType, content } = await this.door.open(thirdPartyId, authorizationId, file);
    const fileName = `${file.what}-${authorizationId.replace(/[^\w-]/g, '')}.${file.extension}`;
    const headers = { 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` };
    await reply
      .code(200)
      .headers({ ...securityHeaders(), ...headers })
      .send(content);
  }
}
