import { RequestClient } from '@greenledger/messaging';
import { Get, Header, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Download, Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { isReversible } from '../authorizations/reversible.js';
import { EndPage } from './end-page.js';
import { ReceiptPage } from './receipt-page.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Receipts of consent events: who has the link may read them and end the permission, without sign-in. */
@PortalPages('receipts')
export class ReceiptsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  /** The public keys that receipts are signed with, as a JWKS (RFC 7517). */
  @Get('keys.json')
  async keys(): Promise<Download> {
    return new Download(
      'application/jwk-set+json',
      JSON.stringify(await this.requests.request('authorization.list-receipt-keys', {}), null, 2),
    );
  }

  /** The page, or with `.json` behind the code the receipt and its signature. */
  @Get(':code')
  @Header('x-robots-tag', 'noindex')
  async show(@Req() request: FastifyRequest, @Param('code') address: string): Promise<Page | Download> {
    const { locale, messages } = messagesFor(request);
    const code = address.replace(/\.json$/, '');
    const view = await this.requests.request('authorization.get-receipt', { code });
    if (code !== address) {
      return new Download(JSON_TYPE, JSON.stringify({ receipt: view.receipt, jws: view.jws, status: view.status }, null, 2));
    }
    const body = <ReceiptPage view={view} code={code} utility={this.configuration.UTILITY_NAME} locale={locale} messages={messages} />;
    return new Page({ title: messages.receipts.title, body });
  }

  @Get(':code/end')
  async confirm(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('code') code: string,
  ): Promise<Page | SeeOther> {
    const { messages } = messagesFor(request);
    const view = await this.requests.request('authorization.get-receipt', { code });
    const { receipt, status } = view;
    const final = isReversible(view);
    if (status !== 'active' && !final) return new SeeOther(`/receipts/${code}`);
    const csrf = this.renderer.csrf(request, reply, `/receipts/${code}/end`);
    const body = <EndPage code={code} company={receipt.thirdParty.name} final={final} csrf={csrf} messages={messages} />;
    return new Page({ title: messages.receipts.endTitle, body });
  }

  /** Answers after the revocation is recorded. */
  @Post(':code/end')
  async end(@Param('code') code: string): Promise<SeeOther> {
    await this.requests.request('authorization.revoke-by-receipt', { code });
    return new SeeOther(`/receipts/${code}`);
  }
}
