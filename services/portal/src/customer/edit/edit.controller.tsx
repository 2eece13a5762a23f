import { ProblemError, type AuthorizationView, type ConsentChoice, type ModificationPreview } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { dayText } from '../../html/moment.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor, type Messages } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { accountOf } from '../../session/visitor.js';
import { CustomerAuthorizations, type Owned } from '../authorizations/customer-authorizations.js';
import { formOf, type ConsentForm } from '../consent/consent-form.js';
import { chosenAfter, isListTool } from '../service-choice/service-selection.js';
import { serviceLabel } from '../service-label.js';
import { DifferencePage } from './difference-page.js';
import { differenceDigest, differenceText } from './difference-text.js';
import { EditPage } from './edit-page.js';
import { editOffer, judgeEdit, presentForm, type EditOffer } from './edit-offer.js';

interface Editing extends Owned {
  readonly http: { readonly request: FastifyRequest; readonly reply: FastifyReply };
  readonly offer: EditOffer;
  readonly locale: string;
  readonly messages: Messages;
}
type Change = ModificationPreview & { readonly change: 'narrowed' | 'widened' | 'replaced' };

/** Changing a permission in place: the form, then the difference in plain words, then the change. */
@PortalPages('authorizations/:authorizationId/edit')
export class EditController {
  constructor(
    private readonly requests: RequestClient,
    private readonly own: CustomerAuthorizations,
    private readonly renderer: PageRenderer,
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
  ): Promise<Page | SeeOther> {
    const editing = await this.#editing(request, reply, authorizationId);
    if (editing.authorization.status !== 'active') return details(editing.authorization, 'revoked');
    return this.#form(editing, presentForm(editing.authorization, editing.customer.timeZone), []);
  }

  @Post()
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('authorizationId') authorizationId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const editing = await this.#editing(request, reply, authorizationId);
    const { authorization, offer, messages } = editing;
    if (authorization.status !== 'active') return details(authorization, 'revoked');
    const form = formOf(body);
    const { decision } = body;
    if (isListTool(decision)) {
      return this.#form(editing, { ...form, usagePointIds: chosenAfter(decision, offer.entries, form.usagePointIds, form.filter) }, []);
    }
    if (decision === 'back') return this.#form(editing, form, []);
    const judged = judgeEdit(form, offer, authorization, messages.consent.errors);
    if ('errors' in judged) return this.#form(editing, form, judged.errors);
    const gone = [{ field: 'usagePointIds', message: messages.consent.errors.servicesGone }];
    try {
      const preview = await this.#preview(editing, judged.choice);
      // Confirmed and nothing left to change: the same form was sent twice.
      if (!isChange(preview)) return details(authorization, decision === 'confirm' ? 'changed' : 'unchanged');
      if (decision !== 'confirm') return this.#difference(editing, form, preview, []);
      return await this.#confirm(editing, form, judged.choice, preview, body['textDigest']);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'usage-point-not-held') return this.#form(editing, form, gone);
      throw error;
    }
  }

  /** What is agreed to is the text that was read: when it is not the present one, it is shown again. */
  async #confirm(editing: Editing, form: ConsentForm, choice: ConsentChoice, preview: Change, digest: unknown): Promise<Page | SeeOther> {
    const { authorization, customer, locale, messages } = editing;
    const changed = [{ field: 'difference', message: messages.edit.difference.changedMeanwhile }];
    const text = this.#text(editing, preview);
    const textDigest = differenceDigest(text, authorization.terms.purpose);
    if (digest !== textDigest) return this.#difference(editing, form, preview, changed);
    const consent = text.needsConsent && { consent: { textDigest, locale, method: 'online' as const } };
    const { authorizationId } = authorization;
    const { customerId } = customer;
    const change = { authorizationId, customerId, choice, expectedTermsVersion: preview.termsVersion, ...consent };
    try {
      await this.requests.request('authorization.modify-authorization', change);
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
      const present = await this.#editing(editing.http.request, editing.http.reply, authorizationId);
      if (present.authorization.status !== 'active') return details(present.authorization, 'revoked');
      const again = await this.#preview(present, choice);
      return isChange(again) ? this.#difference(present, form, again, changed) : details(authorization, 'changed');
    }
    return details(authorization, 'changed');
  }

  #preview({ authorization, customer }: Editing, choice: ConsentChoice): Promise<ModificationPreview> {
    const { authorizationId } = authorization;
    return this.requests.request('authorization.preview-modification', { authorizationId, customerId: customer.customerId, choice });
  }

  async #editing(request: FastifyRequest, reply: FastifyReply, authorizationId: string): Promise<Editing> {
    const { locale, messages } = messagesFor(request);
    const owned = await this.own.owned(accountOf(request), authorizationId);
    const { customerId } = owned.customer;
    const { offer } = await this.requests.request('authorization.describe-sharing-offer', { authorizationId, customerId });
    const now = Math.floor(Date.now() / 1000);
    return {
      ...owned,
      http: { request, reply },
      offer: editOffer(owned.authorization, offer, owned.customer, now, messages, locale),
      locale,
      messages,
    };
  }

  #form(editing: Editing, form: ConsentForm, errors: readonly FieldError[]): Page {
    const { authorization, offer, messages } = editing;
    const body = (
      <EditPage authorization={authorization} offer={offer} form={form} errors={errors} csrf={this.#csrf(editing)} messages={messages} />
    );
    return new Page({ title: messages.edit.title(authorization.thirdPartyName), body, status: errors.length > 0 ? 422 : 200 });
  }

  #text({ authorization, customer, offer, locale, messages }: Editing, preview: Change) {
    const service = (id: string): string => {
      const known = customer.services.find(({ usagePointId }) => usagePointId === id);
      // Two services may stand at one address: the agreement tells them apart.
      if (known) return `${serviceLabel(known, messages.consent)} (${messages.consent.agreement(known.agreementNumber)})`;
      return offer.entries.find(({ usagePointId }) => usagePointId === id)?.label ?? messages.authorization.unknownService;
    };
    const day = (at: number): string => dayText(at, customer.timeZone, locale);
    return differenceText(authorization, preview, { messages, service, day }, this.configuration.UTILITY_NAME);
  }

  #difference(editing: Editing, form: ConsentForm, preview: Change, errors: readonly FieldError[]): Page {
    const { authorization, messages } = editing;
    const text = this.#text(editing, preview);
    const digest = differenceDigest(text, authorization.terms.purpose);
    const shown = { authorization, text, digest, form, errors, messages };
    const body = <DifferencePage {...shown} csrf={this.#csrf(editing)} />;
    return new Page({ title: text.title, body, status: errors.length > 0 ? 422 : 200 });
  }

  #csrf({ http: { request, reply }, authorization }: Editing): string {
    return this.renderer.csrf(request, reply, `/authorizations/${authorization.authorizationId}/edit`);
  }
}

const isChange = (preview: ModificationPreview): preview is Change => preview.change !== 'none';

const details = ({ authorizationId }: AuthorizationView, notice: string): SeeOther =>
  new SeeOther(`/authorizations/${authorizationId}?notice=${notice}`);
