import { RequestClient } from '@greenledger/messaging';
import { Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { Form } from '../../html/field.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { CompanyLinks } from '../people/company-links.js';
import { CompanyPeople } from '../people/company-people.js';
import { LinkGonePage } from './link-gone-page.js';

/** The page behind the link of the confirmation mail. Opening it changes nothing: mail scanners open links too. */
@PortalPages('third-party/confirm')
export class ConfirmController {
  constructor(
    private readonly links: CompanyLinks,
    private readonly people: CompanyPeople,
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get(':token')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('token') token: string,
  ): Promise<Page> {
    const { messages } = messagesFor(request);
    const words = messages.company.confirm;
    const link = await this.links.look('confirmation', token);
    if (!link) return LinkGonePage(messages);
    const action = `/third-party/confirm/${token}`;
    const body = (
      <section class="card narrow">
        <h1>{words.title}</h1>
        <p>{words.lead(link.companyName)}</p>
        <Form action={action} csrf={this.renderer.csrf(request, reply, action)}>
          <button type="submit">{words.submit}</button>
        </Form>
      </section>
    );
    return new Page({ title: words.title, body });
  }

  @Post(':token')
  async confirm(@Req() request: FastifyRequest, @Param('token') token: string): Promise<Page> {
    const { messages } = messagesFor(request);
    const words = messages.company.confirm;
    const link = await this.links.look('confirmation', token);
    if (!link) return LinkGonePage(messages);
    // Each step may be repeated, and the link ends last: whoever is interrupted presses the button again.
    await this.requests.request('authorization.confirm-third-party-email', { thirdPartyId: link.thirdPartyId });
    await this.people.confirm(link.personId!);
    await this.links.end(token);
    const body = (
      <section class="card narrow">
        <h1>{words.title}</h1>
        <p class="notice" role="status">
          {words.done}
        </p>
        <a class="button" href="/third-party/sign-in">
          {messages.company.signIn.submit}
        </a>
      </section>
    );
    return new Page({ title: words.title, body });
  }
}
