import { Readable } from 'node:stream';
import { RequestClient } from '@greenledger/messaging';
import { Controller, Get, Param, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageErrorFilter } from '../../html/page-error.filter.js';
import { securityHeaders } from '../../html/security-headers.js';
import { VisitorGuard } from '../../session/visitor.guard.js';
import { operatorOf } from '../../third-party/people/company-access.js';
import { rejectsCsv } from './rejects-csv.js';

/** Lines asked for at a time: the most that meter-ingestion answers. */
const PAGE = 200;

/** All refused lines of an import as a download that is streamed: there may be millions. */
@Controller('operator/imports')
@UseGuards(VisitorGuard)
@UseFilters(PageErrorFilter)
export class RejectsController {
  constructor(private readonly requests: RequestClient) {}

  @Get(':importId/rejects.csv')
  async csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('importId') importId: string): Promise<void> {
    operatorOf(request);
    const read = (after: number) =>
      this.requests.request('meter-ingestion.list-rejects', { importId, after, limit: PAGE, onlyOpen: false });
    // Before the status is sent, so that an import that does not exist answers 404.
    const { import: view } = await this.requests.request('meter-ingestion.get-import', { importId });
    await reply
      .headers({
        ...securityHeaders(),
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects-${view.importId}.csv"`,
      })
      .send(Readable.from(rejectsCsv(read)));
  }
}
