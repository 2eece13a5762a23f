import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { companyOf, mayAct } from '../people/company-access.js';
import { CompanyAuthorizationsPage, STATES } from './authorizations-page.js';
import { downloadsOf } from './download-files.js';
import { CompanyAuthorizationPage } from './company-authorization-page.js';

const PAGE_SIZE = 50;
/** Whole days that data health is judged over. */
const DAYS = 14;

/** What customers gave a company access to, and how the data under it is. */
@PortalPages('third-party/authorizations')
export class CompanyAuthorizationsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: Readonly<Record<string, unknown>>): Promise<Page> {
    const { thirdPartyId } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const state = STATES.find((one) => one === query['state']);
    const { authorizations } = await this.requests.request('authorization.list-authorizations', { thirdPartyId });
    const chosen = authorizations
      .filter(({ status }) => state === undefined || status === state)
      .toSorted((a, b) => Date.parse(b.grantedAt) - Date.parse(a.grantedAt));
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE_SIZE));
    const page = Math.min(pages, Math.max(1, Math.floor(Number(query['page'])) || 1));
    const shown = { authorizations: chosen.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: chosen.length, state, page, pages };
    const body = <CompanyAuthorizationsPage {...shown} messages={messages} locale={locale} />;
    return new Page({ title: messages.companyData.title, body });
  }

  @Get(':authorizationId')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
  ): Promise<Page> {
    const { thirdPartyId, role } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const [authorization, { clientId }] = await Promise.all([
      this.requests.request('authorization.get-authorization', { authorizationId }),
      this.requests.request('authorization.get-third-party-progress', { thirdPartyId }),
    ]);
    // The same answer as for an id that nobody has: whether another company has it is not told.
    if (authorization.thirdPartyId !== thirdPartyId) throw new ProblemError('not-found', 'There is no such authorization.');
    const [health, { grant }] = await Promise.all([
      this.requests.request('data-delivery.describe-data-health', { thirdPartyId, authorizationId, days: DAYS }),
      this.requests.request('data-delivery.get-rate-limits', { clientId, authorizationId }),
    ]);
    const resourceUri = `${this.configuration.PUBLIC_ORIGIN}/DataCustodian/espi/1_1/resource/Batch/Subscription/${authorizationId}`;
    const files = authorization.status === 'active' ? downloadsOf(authorization.terms.dataSets) : [];
    const csrf = mayAct(role, 'developer')
      ? this.renderer.csrf(request, reply, `/third-party/authorizations/${authorizationId}/downloads`)
      : undefined;
    const facts = { authorization, resourceUri, limit: grant, health, days: DAYS, files, csrf, messages, locale };
    return new Page({ title: messages.companyData.one.title, body: <CompanyAuthorizationPage {...facts} /> });
  }
}
