import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Controller, Get, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageErrorFilter } from '../html/page-error.filter.js';
import { securityHeaders } from '../html/security-headers.js';
import { VisitorGuard } from '../session/visitor.guard.js';
import { EvidenceFiles } from './evidence-files.js';
import { operatorIdOf } from './operator.js';

/** Hands the scan of a paper form out, as a download: what somebody scanned is never shown under this origin. */
@Controller('operator/paper')
@UseGuards(VisitorGuard)
@UseFilters(PageErrorFilter)
export class ScanController {
  constructor(
    private readonly requests: RequestClient,
    private readonly evidence: EvidenceFiles,
  ) {}

  @Get(':paperId/evidence')
  async scan(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('paperId') paperId: string): Promise<void> {
    operatorIdOf(request);
    const { papers } = await this.requests.request('authorization.list-papers', {});
    const paper = papers.find((one) => one.paperId === paperId);
    if (!paper) throw new ProblemError('not-found', 'There is no such paper form.');
    const { type, content } = await this.evidence.read(paper.evidenceDigest);
    const extension = type.split('/')[1]!;
    await reply
      .headers({ ...securityHeaders(), 'content-type': type, 'content-disposition': `attachment; filename="${paperId}.${extension}"` })
      .send(content);
  }
}
