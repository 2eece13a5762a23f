import { ProblemError, type ReplyOf, type ThirdPartyView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor, type Messages } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { accountOf, visitorOf } from '../../session/visitor.js';
import { ConsentAnswers, SentBefore } from '../consent/consent-answers.js';
import { consentDigest } from '../consent/consent-digest.js';
import { formOf, initialForm, judgeForm, type ConsentForm } from '../consent/consent-form.js';
import { ConsentPage } from '../consent/consent-page.js';
import { consentText, type Asking, type ConsentText } from '../consent/consent-text.js';
import { CustomerDirectory, type Customer } from '../customer-directory.js';
import { chosenAfter, isListTool } from '../service-choice/service-selection.js';
import { servicesFor, type OfferedServices } from '../service-choice/services-for.js';
import { BeforeSharing } from './before-sharing.js';
import { CompaniesPage } from './companies-page.js';

interface Sharing {
  readonly http: { readonly request: FastifyRequest; readonly reply: FastifyReply };
  readonly asked: Asking;
  readonly customer: Customer;
  readonly offered: OfferedServices;
  readonly text: ConsentText;
  readonly locale: string;
  readonly messages: Messages;
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Starting from the account: choose a company, then the same page as when the company asks. */
@PortalPages('share')
export class ShareController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
    private readonly answers: ConsentAnswers,
    private readonly renderer: PageRenderer,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query('search') query: unknown): Promise<Page> {
    await this.#customer(request);
    const { messages } = messagesFor(request);
    const search = typeof query === 'string' ? query.trim().slice(0, 100) : '';
    const { thirdParties } = await this.requests.request('authorization.list-third-parties', {});
    const open = thirdParties.filter(({ status, scopes }) => status === 'production' && scopes.length > 0);
    const ready = open.filter((company) => !isSelfAccess(company));
    // Who fetches the own data finds the own registration by its whole name, and nobody meets another person's (mission M-17).
    const own = open.filter((company) => isSelfAccess(company) && company.name.toLowerCase() === search.toLowerCase());
    const companies = [...own, ...ready.filter((company) => isFound(company, search))];
    return new Page({
      title: messages.share.title,
      body: <CompaniesPage companies={companies} all={ready.length} search={search} messages={messages} />,
    });
  }

  @Get(':thirdPartyId')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('thirdPartyId') thirdPartyId: string,
  ): Promise<Page> {
    const sharing = await this.#sharing(request, reply, thirdPartyId);
    return this.#page(sharing, initialForm(offerOf(sharing)), randomUUID(), []);
  }

  @Post(':thirdPartyId')
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('thirdPartyId') thirdPartyId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { decision } = body;
    if (decision === 'deny') return new SeeOther('/share');
    const sharing = await this.#sharing(request, reply, thirdPartyId);
    const { text, offered, messages, locale } = sharing;
    const words = messages.consent.errors;
    const form = formOf(body);
    const requestId = typeof body['requestId'] === 'string' && UUID.test(body['requestId']) ? body['requestId'] : randomUUID();
    if (isListTool(decision)) {
      const usagePointIds = chosenAfter(decision, offered.entries, form.usagePointIds, form.filter);
      return this.#page(sharing, { ...form, usagePointIds }, requestId, []);
    }
    if (decision !== 'approve') return this.#page(sharing, form, requestId, [{ field: 'main', message: words.decision }]);
    const textDigest = consentDigest(text);
    if (body['textDigest'] !== textDigest) return this.#page(sharing, form, requestId, [{ field: 'main', message: words.changed }]);
    const judged = judgeForm(form, offerOf(sharing), words);
    if ('errors' in judged) return this.#page(sharing, form, requestId, judged.errors);
    const consent = { textDigest, locale, method: 'online' } as const;
    const { customerId } = sharing.customer;
    const grant = { requestId, thirdPartyId, customerId, choice: judged.choice, consent };
    try {
      const { sessionId } = visitorOf(request);
      const location = await this.answers.once(body['once'], sessionId!, `/share/${thirdPartyId}`, async () => {
        const { authorizationId } = await this.requests.request('authorization.grant-from-account', grant);
        return `/authorizations/${authorizationId}?notice=granted`;
      });
      return new SeeOther(location);
    } catch (error) {
      if (error instanceof SentBefore) return this.#page(sharing, form, randomUUID(), [{ field: 'main', message: words.sentBefore }]);
      if (!(error instanceof ProblemError && error.code === 'usage-point-not-held')) throw error;
      return this.#page(sharing, form, requestId, [{ field: 'usagePointIds', message: words.servicesGone }]);
    }
  }

  async #sharing(request: FastifyRequest, reply: FastifyReply, thirdPartyId: string): Promise<Sharing> {
    const { locale, messages } = messagesFor(request);
    const customer = await this.#customer(request);
    const described: ReplyOf<'authorization.describe-sharing-offer'> = await this.requests.request('authorization.describe-sharing-offer', {
      thirdPartyId,
    });
    const { historyLength } = described.offer;
    const asked: Asking = { thirdParty: described.thirdParty, scope: described.scope, historyLength };
    const text = consentText(asked, this.configuration.UTILITY_NAME, messages);
    const offered = servicesFor(customer, historyLength, now(), messages.consent, locale);
    return { http: { request, reply }, asked, customer, offered, text, locale, messages };
  }

  async #page(sharing: Sharing, form: ConsentForm, requestId: string, errors: readonly FieldError[]): Promise<Page> {
    const { http, asked, customer, offered, text, locale, messages } = sharing;
    const { thirdParty } = asked;
    const { customerId } = customer;
    const { authorizations } = await this.requests.request('authorization.list-authorizations', { customerId });
    const existing = authorizations.find(({ thirdPartyId, status }) => thirdPartyId === thirdParty.thirdPartyId && status === 'active');
    const action = `/share/${thirdParty.thirdPartyId}`;
    const body = (
      <ConsentPage
        request={asked}
        action={action}
        afterwards={messages.consent.fromAccount}
        notice={<BeforeSharing thirdParty={thirdParty} existing={existing} messages={messages} />}
        hidden={{ requestId, once: this.answers.token(visitorOf(http.request).sessionId!, action) }}
        text={text}
        digest={consentDigest(text)}
        entries={offered.entries}
        unavailable={offered.unavailable}
        form={form}
        errors={errors}
        csrf={this.renderer.csrf(http.request, http.reply, action)}
        locale={locale}
        messages={messages}
      />
    );
    return new Page({ title: text.title, body, status: errors.length > 0 ? 422 : 200 });
  }

  /** @throws ProblemError `not-found` for an account that is no customer's */
  async #customer(request: FastifyRequest): Promise<Customer> {
    const customer = await this.customers.of(accountOf(request));
    if (!customer) throw new ProblemError('not-found', '');
    return customer;
  }
}

const now = (): number => Math.floor(Date.now() / 1000);

const offerOf = ({ text, offered: { services }, customer: { timeZone } }: Sharing) => ({ text, services, timeZone, now: now() });

const isSelfAccess = ({ profile }: ThirdPartyView): boolean => profile?.userType === 'selfAccess';

function isFound({ name, purpose }: ThirdPartyView, search: string): boolean {
  const text = `${name} ${purpose}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
