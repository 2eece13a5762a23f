import { RequestClient } from '@greenledger/messaging';
import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { companyOf } from '../people/company-access.js';
import { RefusalPage } from './refusal-page.js';
import { RequestsPage } from './requests-page.js';

const MOST = 50;

/** What a company's software asked, and why some of it was refused, for its people. */
@PortalPages('third-party/requests')
export class RequestsController {
  constructor(private readonly requests: RequestClient) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<Page> {
    const { thirdPartyId } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const { clientId } = await this.requests.request('authorization.get-third-party-progress', { thirdPartyId });
    const [{ refusals, keptDays }, limits, inspected] = await Promise.all([
      this.requests.request('data-delivery.list-refusals', { thirdPartyId, limit: MOST }),
      this.requests.request('data-delivery.get-rate-limits', { clientId, authorizationId: null }),
      this.requests.request('data-delivery.list-calls', { thirdPartyId, limit: MOST }),
    ]);
    const shown = { refusals, keptDays, limits, inspected, messages, locale };
    return new Page({ title: messages.companyRequests.title, body: <RequestsPage {...shown} /> });
  }

  @Get(':refusalId')
  async explain(@Req() request: FastifyRequest, @Param('refusalId') refusalId: string): Promise<Page> {
    const { thirdPartyId } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const refusal = await this.requests.request('data-delivery.get-refusal', { thirdPartyId, refusalId });
    return new Page({
      title: messages.companyRequests.one.title(refusal.answer.code),
      body: <RefusalPage refusal={refusal} messages={messages} locale={locale} />,
    });
  }
}
