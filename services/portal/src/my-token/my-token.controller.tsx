import { createHash } from 'node:crypto';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CustomerDirectory, type Customer } from '../customer/customer-directory.js';
import { Page, SeeOther } from '../html/page.js';
import { PageRenderer } from '../html/page-renderer.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { PortalConfiguration } from '../portal-configuration.js';
import { accountOf } from '../session/visitor.js';
import { CreatedTokenPage } from './created-token-page.js';
import { MyTokenPage } from './my-token-page.js';

const LONGEST_LABEL = 60;

/** Tokens with which customers read their own data; authorization makes and keeps them. */
@PortalPages('my-token')
export class MyTokenController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
    private readonly renderer: PageRenderer,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page> {
    return this.#page(request, reply, await this.#customer(request));
  }

  @Post()
  async create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page> {
    const customer = await this.#customer(request);
    const { locale, messages } = messagesFor(request);
    const { myToken } = messages;
    const label = typeof body['label'] === 'string' ? body['label'].trim() : '';
    const refuse = (error: string): Promise<Page> => this.#page(request, reply, customer, { label, error });
    if (label === '' || label.length > LONGEST_LABEL) return refuse(myToken.labelMissing);
    const textDigest = createHash('sha256').update(myToken.consent).digest('hex');
    const consent = { textDigest, locale, method: 'selfAccess' } as const;
    try {
      const { customerId } = customer;
      const { token, view } = await this.requests.request('authorization.create-personal-token', { customerId, label, consent });
      const resources = `${this.configuration.PUBLIC_ORIGIN}/DataCustodian/espi/1_1/resource`;
      const address = `${resources}/Batch/Subscription/${view.authorizationId}`;
      return new Page({ title: myToken.created.title, body: <CreatedTokenPage messages={messages} token={token} address={address} /> });
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : undefined;
      if (code === 'too-many-requests') return refuse(myToken.tooMany);
      if (code === 'usage-point-not-held') return refuse(myToken.noServices);
      throw error;
    }
  }

  @Post(':tokenId/end')
  async end(@Req() request: FastifyRequest, @Param('tokenId') tokenId: string): Promise<SeeOther> {
    const { customerId } = await this.#customer(request);
    await this.requests.request('authorization.revoke-personal-token', { customerId, tokenId });
    return new SeeOther('/my-token');
  }

  /** @throws SignInNeeded; ProblemError `forbidden` for accounts that are no customer's */
  async #customer(request: FastifyRequest): Promise<Customer> {
    const customer = await this.customers.of(accountOf(request));
    if (customer) return customer;
    throw new ProblemError('forbidden', messagesFor(request).messages.myToken.staff);
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    { customerId, timeZone }: Customer,
    refused?: { readonly label: string; readonly error: string },
  ): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const { tokens } = await this.requests.request('authorization.list-personal-tokens', { customerId });
    const csrf = (action: string): string => this.renderer.csrf(request, reply, action);
    const errors = refused ? [{ field: 'label', message: refused.error }] : [];
    const facts = { messages, locale, timeZone, tokens, label: refused?.label ?? messages.myToken.labelDefault, errors, csrf };
    return new Page({ title: messages.myToken.title, body: <MyTokenPage {...facts} />, status: refused ? 422 : 200 });
  }
}
