import { ProblemError, type ConsentRequestView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { accountOf, visitorOf } from '../../session/visitor.js';
import { SandboxConsent } from '../../third-party/sandbox/sandbox-consent.js';
import { CustomerDirectory, type Customer } from '../customer-directory.js';
import { chosenAfter, isListTool } from '../service-choice/service-selection.js';
import { servicesFor } from '../service-choice/services-for.js';
import { ConsentAnswers, SentBefore } from './consent-answers.js';
import { consentDigest } from './consent-digest.js';
import { formOf, initialForm, judgeForm, type ConsentForm } from './consent-form.js';
import { ConsentPage } from './consent-page.js';
import { consentText, domainOf } from './consent-text.js';
import { NothingToSharePage } from './nothing-to-share-page.js';
import { redirectOrigins } from './redirect-origins.js';

interface Shown {
  readonly http: { readonly request: FastifyRequest; readonly reply: FastifyReply };
  readonly asked: ConsentRequestView;
  readonly customer: Customer;
}

/** The page on which a customer answers a company's request; authorization decides what the answer is worth. */
@PortalPages('consent/:interactionId')
export class ConsentController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
    private readonly answers: ConsentAnswers,
    private readonly renderer: PageRenderer,
    private readonly sandbox: SandboxConsent,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('interactionId') interactionId: string,
  ): Promise<Page> {
    const asked = await this.#asked(request, interactionId);
    if (asked.sandbox) return this.sandbox.page(request, reply, asked);
    const account = accountOf(request);
    const customer = await this.customers.of(account);
    if (!customer || customer.services.length === 0) return this.#nothingToShare(request, reply, asked, customer !== undefined);
    return this.#page({ http: { request, reply }, asked, customer });
  }

  @Post()
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('interactionId') interactionId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    if ((await this.#asked(request, interactionId).catch(() => undefined))?.sandbox)
      return this.sandbox.answer(interactionId, body['decision']);
    const account = accountOf(request);
    const sessionId = visitorOf(request).sessionId!;
    const path = `/consent/${interactionId}`;
    const earlier = await this.answers.earlier(sessionId, path);
    if (earlier) return new SeeOther(earlier);
    try {
      if (body['decision'] === 'deny') {
        return new SeeOther(await this.answers.once(body['once'], sessionId, path, () => this.#deny(interactionId)));
      }
      const asked = await this.requests.request('authorization.describe-consent-request', { interactionId });
      const customer = await this.customers.of(account);
      if (!customer || customer.services.length === 0) return await this.#nothingToShare(request, reply, asked, customer !== undefined);
      return await this.#approve({ http: { request, reply }, asked, customer }, body);
    } catch (error) {
      // Another tab was faster while this one was read: it is led to the same place.
      const faster = isGone(error) ? await this.answers.earlier(sessionId, path) : undefined;
      if (faster) return new SeeOther(faster);
      throw error instanceof SentBefore ? new ProblemError('consent-request-gone', '') : error;
    }
  }

  /** Whoever is not signed in learns nothing of a request but that it is one of the sandbox. @throws SignInNeeded */
  async #asked(request: FastifyRequest, interactionId: string): Promise<ConsentRequestView> {
    const asked = this.requests.request('authorization.describe-consent-request', { interactionId });
    return visitorOf(request).account ? asked : asked.catch(() => accountOf(request) && asked);
  }

  async #deny(interactionId: string): Promise<string> {
    return (await this.requests.request('authorization.deny-consent', { interactionId })).returnTo;
  }

  async #approve(shown: Shown, body: Record<string, unknown>): Promise<Page | SeeOther> {
    const { request } = shown.http;
    const { interactionId } = shown.asked;
    const { locale, messages } = messagesFor(request);
    const words = messages.consent.errors;
    const text = consentText(shown.asked, this.configuration.UTILITY_NAME, messages);
    const form = formOf(body);
    const { services, entries } = servicesFor(shown.customer, shown.asked.historyLength, now(), messages.consent, locale);
    const { decision } = body;
    if (isListTool(decision)) {
      const usagePointIds = chosenAfter(decision, entries, form.usagePointIds, form.filter);
      return this.#page(shown, { form: { ...form, usagePointIds }, errors: [] });
    }
    const refuse = (errors: readonly FieldError[]): Page => this.#page(shown, { form, errors });
    if (decision !== 'approve') return refuse([{ field: 'main', message: words.decision }]);
    // What counts is the text that was read: when it is not the present one, it is shown again instead of being agreed to unread.
    const textDigest = consentDigest(text);
    if (body['textDigest'] !== textDigest) return refuse([{ field: 'main', message: words.changed }]);
    const judged = judgeForm(form, { text, services, timeZone: shown.customer.timeZone, now: now() }, words);
    if ('errors' in judged) return refuse(judged.errors);
    const consent = { textDigest, locale, method: 'online' } as const;
    const { customerId } = shown.customer;
    try {
      const { sessionId } = visitorOf(request);
      const returnTo = await this.answers.once(body['once'], sessionId!, `/consent/${interactionId}`, async () => {
        const granted = await this.requests.request('authorization.approve-consent', {
          interactionId,
          customerId,
          choice: judged.choice,
          consent,
        });
        return granted.returnTo;
      });
      return new SeeOther(returnTo);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'usage-point-not-held')
        return refuse([{ field: 'usagePointIds', message: words.servicesGone }]);
      if (error instanceof SentBefore) return refuse([{ field: 'main', message: words.sentBefore }]);
      throw error;
    }
  }

  #page({ http, asked, customer }: Shown, answered?: { form: ConsentForm; errors: readonly FieldError[] }): Page {
    const { locale, messages } = messagesFor(http.request);
    const text = consentText(asked, this.configuration.UTILITY_NAME, messages);
    const { services, entries, unavailable } = servicesFor(customer, asked.historyLength, now(), messages.consent, locale);
    const offer = { text, services, timeZone: customer.timeZone, now: now() };
    const body = (
      <ConsentPage
        request={asked}
        text={text}
        digest={consentDigest(text)}
        action={`/consent/${asked.interactionId}`}
        afterwards={messages.consent.afterwards(domainOf(asked))}
        hidden={{ once: this.#once(http, asked) }}
        entries={entries}
        unavailable={unavailable}
        form={answered?.form ?? initialForm(offer)}
        errors={answered?.errors ?? []}
        csrf={this.renderer.csrf(http.request, http.reply, `/consent/${asked.interactionId}`)}
        locale={locale}
        messages={messages}
      />
    );
    return new Page({
      title: text.title,
      body,
      status: answered?.errors.length ? 422 : 200,
      formTargets: redirectOrigins(asked),
      withoutMenu: true,
    });
  }

  /** The token of a form; after `csrf`, which gives a visitor without a session one. */
  #once({ request, reply }: Shown['http'], { interactionId }: ConsentRequestView): string {
    this.renderer.csrf(request, reply, `/consent/${interactionId}`);
    return this.answers.token(visitorOf(request).sessionId!, `/consent/${interactionId}`);
  }

  #nothingToShare(request: FastifyRequest, reply: FastifyReply, asked: ConsentRequestView, isCustomer: boolean): Page {
    const { messages } = messagesFor(request);
    const { consent } = messages;
    const csrf = this.renderer.csrf(request, reply, `/consent/${asked.interactionId}`);
    const { interactionId } = asked;
    const once = this.#once({ request, reply }, asked);
    const reason = isCustomer ? consent.noServices : consent.noCustomer;
    const body = <NothingToSharePage {...{ interactionId, once, reason, csrf, messages }} />;
    return new Page({ title: consent.noServicesHeading, body, formTargets: redirectOrigins(asked) });
  }
}

const isGone = (error: unknown): boolean => error instanceof ProblemError && error.code === 'consent-request-gone';

const now = (): number => Math.floor(Date.now() / 1000);
