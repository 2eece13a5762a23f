import { RequestClient } from '@greenledger/messaging';
import { Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { accountOf } from '../../session/visitor.js';
import { CustomerDirectory } from '../customer-directory.js';
import { AuthorizationPage } from './authorization-page.js';
import { AuthorizationsPage } from './authorizations-page.js';
import { CustomerAuthorizations } from './customer-authorizations.js';
import { isReversible } from './reversible.js';
import { RevokePage } from './revoke-page.js';

/** What a customer shares, who received what and when, and how to stop it. */
@PortalPages('authorizations')
export class AuthorizationsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
    private readonly own: CustomerAuthorizations,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const { title, noCustomer } = messages.authorizations;
    const customer = await this.customers.of(accountOf(request));
    if (!customer) {
      const body = (
        <section class="card narrow">
          <h1>{title}</h1>
          <p>{noCustomer}</p>
        </section>
      );
      return new Page({ title, body });
    }
    const { authorizations } = await this.requests.request('authorization.list-authorizations', { customerId: customer.customerId });
    return new Page({
      title,
      body: <AuthorizationsPage authorizations={authorizations} timeZone={customer.timeZone} locale={locale} messages={messages} />,
    });
  }

  @Get(':authorizationId')
  async show(
    @Req() request: FastifyRequest,
    @Param('authorizationId') authorizationId: string,
    @Query('notice') notice: unknown,
  ): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const { authorization, customer } = await this.own.owned(accountOf(request), authorizationId);
    const [{ releases }, { receipts }] = await Promise.all([
      this.requests.request('authorization.list-releases', { authorizationId }),
      this.requests.request('authorization.list-receipts', { authorizationId, customerId: customer.customerId }),
    ]);
    const body = (
      <AuthorizationPage
        authorization={authorization}
        releases={releases}
        services={customer.services}
        receipts={receipts}
        notice={typeof notice === 'string' ? notice : undefined}
        timeZone={customer.timeZone}
        locale={locale}
        messages={messages}
      />
    );
    return new Page({ title: messages.authorization.title(authorization.thirdPartyName), body });
  }

  @Get(':authorizationId/revoke')
  async confirm(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
  ): Promise<Page | SeeOther> {
    const { messages } = messagesFor(request);
    const { authorization } = await this.own.owned(accountOf(request), authorizationId);
    const final = isReversible(authorization);
    if (authorization.status !== 'active' && !final) return new SeeOther(`/authorizations/${authorizationId}?notice=revoked`);
    const csrf = this.renderer.csrf(request, reply, `/authorizations/${authorizationId}/revoke`);
    return new Page({
      title: (final ? messages.revoke.final : messages.revoke).title(authorization.thirdPartyName),
      body: <RevokePage authorization={authorization} final={final} csrf={csrf} messages={messages} />,
    });
  }

  /** Answers after the revocation is recorded; one that has ended for good already is as good. */
  @Post(':authorizationId/revoke')
  async revoke(@Req() request: FastifyRequest, @Param('authorizationId') authorizationId: string): Promise<SeeOther> {
    const owned = await this.own.owned(accountOf(request), authorizationId);
    await this.own.end(owned, 'ended by the customer in the portal');
    return new SeeOther(`/authorizations/${authorizationId}?notice=${isReversible(owned.authorization) ? 'final' : 'revoked'}`);
  }
}
