import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { accountOf } from '../../session/visitor.js';
import { CustomerAuthorizations, type Owned } from '../authorizations/customer-authorizations.js';
import { ReportPage } from './report-page.js';

const LONGEST_NOTE = 2000;

/** "I do not know this company": goes to the operator's queue, and ends the permission when the customer wants it. */
@PortalPages('authorizations/:authorizationId/report')
export class ReportController {
  constructor(
    private readonly requests: RequestClient,
    private readonly own: CustomerAuthorizations,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
  ): Promise<Page> {
    return this.#page(request, reply, await this.own.owned(accountOf(request), authorizationId), '', []);
  }

  @Post()
  async report(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const owned = await this.own.owned(accountOf(request), authorizationId);
    const { messages } = messagesFor(request);
    const note = typeof body['note'] === 'string' ? body['note'].trim() : '';
    if (note.length > LONGEST_NOTE) return this.#page(request, reply, owned, note, [{ field: 'note', message: messages.report.tooLong }]);
    const { customerId } = owned.customer;
    const { thirdPartyId } = owned.authorization;
    // Ended first: when the report cannot be kept, the customer is safe already and may send it again.
    if (body['alsoEnd'] === 'yes') await this.own.end(owned, 'ended by the customer, who does not know the company');
    await this.requests.request('authorization.report-company', { thirdPartyId, authorizationId, customerId, note });
    return new SeeOther(`/authorizations/${authorizationId}?notice=reported`);
  }

  #page(request: FastifyRequest, reply: FastifyReply, { authorization }: Owned, note: string, errors: readonly FieldError[]): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, `/authorizations/${authorization.authorizationId}/report`);
    return new Page({
      title: messages.report.title(authorization.thirdPartyName),
      body: <ReportPage authorization={authorization} note={note} errors={errors} csrf={csrf} messages={messages} />,
      status: errors.length > 0 ? 422 : 200,
    });
  }
}
