import { freeText } from '@greenledger/contracts';
import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import { Field, Form } from '../../html/field.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { hashPassword } from '../../session/password.js';
import { LinkGonePage } from '../register/link-gone-page.js';
import { isGoodPassword } from '../register/parse-registration.js';
import { CompanyLinks, type CompanyLink } from './company-links.js';
import { CompanyPeople } from './company-people.js';

/** The page behind an invitation: an invited colleague chooses name and password. The address is confirmed by the link. */
@PortalPages('third-party/invitation')
export class InvitationController {
  constructor(
    private readonly links: CompanyLinks,
    private readonly people: CompanyPeople,
    private readonly renderer: PageRenderer,
  ) {}

  @Get(':token')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('token') token: string,
  ): Promise<Page> {
    const link = await this.links.look('invitation', token);
    return link ? this.#page(request, reply, link, token, '', []) : LinkGonePage(messagesFor(request).messages);
  }

  @Post(':token')
  async accept(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('token') token: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { messages } = messagesFor(request);
    const link = await this.links.look('invitation', token);
    if (!link) return LinkGonePage(messages);
    const name = typeof body['name'] === 'string' ? body['name'].trim() : '';
    const password = typeof body['password'] === 'string' ? body['password'] : '';
    const errors: FieldError[] = [];
    if (freeText(name)) errors.push({ field: 'name', message: messages.company.people.acceptNameRule });
    if (!isGoodPassword(password)) errors.push({ field: 'password', message: messages.registration.passwordShort });
    if (errors.length > 0) return this.#page(request, reply, link, token, name, errors);
    const { thirdPartyId, companyName, email, role } = link;
    const passwordHash = await hashPassword(password);
    await this.people.add({ thirdPartyId, companyName, email, name, passwordHash, role: role ?? 'readOnly', confirmed: true });
    await this.links.end(token);
    return new SeeOther('/third-party/sign-in');
  }

  #page(
    request: FastifyRequest,
    reply: FastifyReply,
    { companyName, email }: CompanyLink,
    token: string,
    name: string,
    errors: readonly FieldError[],
  ): Page {
    const { messages } = messagesFor(request);
    const { people: words } = messages.company;
    const action = `/third-party/invitation/${token}`;
    const title = words.acceptTitle(companyName);
    const body = (
      <section class="card narrow">
        <h1>{title}</h1>
        <ErrorSummary heading={messages.registration.errorHeading} errors={errors} />
        <p>{email}</p>
        <Form action={action} csrf={this.renderer.csrf(request, reply, action)}>
          <Field id="name" label={words.acceptName} value={name} errors={errors} autocomplete="name" />
          <Field
            id="password"
            label={words.acceptPassword}
            hint={messages.registration.hints['account.password']}
            kind="password"
            errors={errors}
            autocomplete="new-password"
          />
          <button type="submit">{words.acceptSubmit}</button>
        </Form>
      </section>
    );
    return new Page({ title, body, status: errors.length > 0 ? 422 : 200 });
  }
}
