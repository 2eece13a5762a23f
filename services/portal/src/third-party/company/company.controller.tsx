import type { ThirdPartyTest } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { visitorOf } from '../../session/visitor.js';
import { companyOf, mayAct } from '../people/company-access.js';
import { askForRun } from './ask-for-run.js';
import { CompanyPage } from './company-page.js';
import { ForCompaniesPage } from './for-companies-page.js';
import type { RunForm } from './test-card.js';

/** The first page for companies, and the page of a company's registration with its tests. */
@PortalPages('third-party')
export class CompanyController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  welcome(@Req() request: FastifyRequest): Page | SeeOther {
    const { messages } = messagesFor(request);
    if (visitorOf(request).account?.company) return new SeeOther('/third-party/company');
    return new Page({ title: messages.company.welcome.title, body: <ForCompaniesPage messages={messages} /> });
  }

  @Get('company')
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page> {
    const { thirdPartyId, role } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const [progress, { runs }, { requests: seen }] = await Promise.all([
      this.requests.request('authorization.get-third-party-progress', { thirdPartyId }),
      this.requests.request('authorization.list-test-runs', { thirdPartyId }),
      this.requests.request('authorization.list-sandbox-requests', { thirdPartyId }),
    ]);
    const mayRun = mayAct(role, 'developer') && progress.stage !== 'registered' && progress.stage !== 'terminated';
    const formOf = (test: ThirdPartyTest): RunForm | undefined => {
      const action = `/third-party/company/tests/${test}`;
      return mayRun ? { action, csrf: this.renderer.csrf(request, reply, action) } : undefined;
    };
    const body = <CompanyPage progress={progress} runs={runs} seen={seen} formOf={formOf} messages={messages} locale={locale} />;
    return new Page({ title: progress.name, body });
  }

  @Post('company/tests/:test')
  async runTest(@Req() request: FastifyRequest, @Param('test') test: string, @Body() body: Record<string, unknown>): Promise<SeeOther> {
    const { thirdPartyId } = companyOf(request, 'developer');
    const known = await askForRun(this.requests, { thirdPartyId, test, madeBy: body['madeBy'] });
    return new SeeOther(`/third-party/company#test-${known}`);
  }
}
