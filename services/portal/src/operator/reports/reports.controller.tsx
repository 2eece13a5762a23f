import { RequestClient } from '@greenledger/messaging';
import { Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorOf } from '../../third-party/people/company-access.js';
import { ReportsPage } from './reports-page.js';

const PATH = '/operator/reports';

/** The operator's list of companies that customers reported as unknown to them. */
@PortalPages('operator/reports')
export class ReportsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('done') done: unknown): Promise<Page> {
    operatorOf(request);
    const { locale, messages } = messagesFor(request);
    const { reports } = await this.requests.request('authorization.list-company-reports', {});
    const csrfOf = (reportId: string): string => this.renderer.csrf(request, reply, `${PATH}/${reportId}`);
    const shown = { reports, done: done === 'yes', csrfOf, messages, locale };
    return new Page({ title: messages.operatorReports.title, body: <ReportsPage {...shown} /> });
  }

  @Post(':reportId')
  async close(@Req() request: FastifyRequest, @Param('reportId') reportId: string): Promise<SeeOther> {
    operatorOf(request);
    await this.requests.request('authorization.close-company-report', { reportId });
    return new SeeOther(`${PATH}?done=yes`);
  }
}
