import { judgeRegistration, ProblemError, type RegistrationFault, type RegistrationForm } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import { Form } from '../../html/field.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';
import { companyOf, mayAct } from '../people/company-access.js';
import { fieldErrors } from './field-errors.js';
import { parseRegistration } from './parse-registration.js';
import { RegistrationFields } from './registration-fields.js';

const PATH = '/third-party/details';

/** What the company stated, to be corrected. */
@PortalPages('third-party/details')
export class DetailsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('saved') saved: unknown,
  ): Promise<Page> {
    const { thirdPartyId } = companyOf(request);
    return this.#page(request, reply, await this.#stated(thirdPartyId), [], { saved: saved === 'yes' });
  }

  @Post()
  async save(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { thirdPartyId } = companyOf(request, 'developer');
    const { registration: words } = messagesFor(request).messages;
    const { form } = parseRegistration(body);
    const refuse = (errors: readonly FieldError[]): Page => this.#page(request, reply, form, errors, { status: 422 });
    const faults = judgeRegistration(form);
    if (faults.length > 0) return refuse(fieldErrors(faults, words));
    try {
      await this.requests.request('authorization.modify-third-party', { thirdPartyId, form });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const refused = error.members['faults'] as RegistrationFault[] | undefined;
      if (refused) return refuse(fieldErrors(refused, words));
      if (error.code === 'conflict') return refuse([{ field: 'name', message: words.changeRefused }]);
      throw error;
    }
    return new SeeOther(`${PATH}?saved=yes`);
  }

  async #stated(thirdPartyId: string): Promise<RegistrationForm> {
    const [view, { contacts }] = await Promise.all([
      this.requests.request('authorization.get-third-party', { thirdPartyId }),
      this.requests.request('authorization.get-third-party-contacts', { thirdPartyId }),
    ]);
    const nobody = { name: '', email: '', phone: '' };
    const { name, purpose, clientUri, policyUri, tosUri, logoUri = '', redirectUris, notifyUri, profile } = view;
    return {
      ...{ name, purpose, clientUri, policyUri, tosUri, logoUri, redirectUris, notifyUri },
      taxpayerId: contacts?.taxpayerId ?? '',
      userType: profile?.userType ?? 'thirdParty',
      dataSets: profile?.dataSets ?? [],
      portalUri: profile?.portalUri ?? '',
      businessContact: contacts?.businessContact ?? nobody,
      technicalContact: contacts?.technicalContact ?? nobody,
    };
  }

  #page(
    request: FastifyRequest,
    reply: FastifyReply,
    form: RegistrationForm,
    errors: readonly FieldError[],
    { status = 200, saved = false }: { status?: number; saved?: boolean },
  ): Page {
    const { messages } = messagesFor(request);
    const { registration: words, company } = messages;
    const mayChange = mayAct(companyOf(request).role, 'developer');
    const fields = <RegistrationFields form={form} errors={errors} words={words} />;
    const body = (
      <CompanyFrame messages={messages} current="details" heading={words.changeTitle}>
        <ErrorSummary heading={words.errorHeading} errors={errors} />
        {saved && (
          <p class="notice" role="status">
            {words.changed}
          </p>
        )}
        <p>{words.changeLead}</p>
        <section class="card reading">
          {mayChange ? (
            <Form action={PATH} csrf={this.renderer.csrf(request, reply, PATH)}>
              {fields}
              <button type="submit">{words.changeSubmit}</button>
            </Form>
          ) : (
            <>
              <p class="notice">{company.credentials.readOnly}</p>
              <fieldset disabled>{fields}</fieldset>
            </>
          )}
        </section>
      </CompanyFrame>
    );
    return new Page({ title: words.changeTitle, body, status });
  }
}
