import { email as emailRule } from '@greenledger/contracts';
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import type { CompanyRole } from '../../session/accounts.js';
import { companyOf, mayAct } from './company-access.js';
import { CompanyMail } from './company-mail.js';
import { CompanyPeople } from './company-people.js';
import { PeoplePage } from './people-page.js';

const PATH = '/third-party/people';
const ROLES: readonly CompanyRole[] = ['owner', 'developer', 'readOnly'];

/** The people of the visitor's company; owners invite and remove. */
@PortalPages('third-party/people')
export class PeopleController {
  constructor(
    private readonly people: CompanyPeople,
    private readonly mail: CompanyMail,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('done') done: unknown): Promise<Page> {
    const { people: words } = messagesFor(request).messages.company;
    const notice = done === 'invited' ? words.invited : done === 'removed' ? words.removed : undefined;
    return this.#page(request, reply, { notice });
  }

  @Post('invite')
  async invite(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { thirdPartyId, personId } = companyOf(request, 'owner');
    const { people: words } = messagesFor(request).messages.company;
    const email = typeof body['email'] === 'string' ? body['email'].trim() : '';
    const role = ROLES.find((one) => one === body['role']) ?? 'readOnly';
    const refuse = (message: string): Promise<Page> => this.#page(request, reply, { email, errors: [{ field: 'email', message }] });
    if (emailRule(email)) return refuse(words.emailForm);
    if (await this.people.findByEmail(email)) return refuse(words.emailTaken);
    const { companyName } = (await this.people.find(personId))!;
    await this.mail.send({ kind: 'invitation', thirdPartyId, companyName, email, personId: null, role }, messagesFor(request).locale);
    return new SeeOther(`${PATH}?done=invited`);
  }

  @Post('remove')
  async remove(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { thirdPartyId } = companyOf(request, 'owner');
    const { people: words } = messagesFor(request).messages.company;
    const personId = typeof body['personId'] === 'string' && /^[0-9a-f-]{36}$/.test(body['personId']) ? body['personId'] : undefined;
    const removed = personId !== undefined && (await this.people.remove(personId, thirdPartyId));
    if (removed || !personId || !(await this.people.find(personId))) return new SeeOther(`${PATH}?done=removed`);
    return this.#page(request, reply, { errors: [{ field: 'people', message: words.lastOwner }] });
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    { email = '', errors = [], notice }: { email?: string; errors?: readonly FieldError[]; notice?: string | undefined },
  ): Promise<Page> {
    const { thirdPartyId, personId, role } = companyOf(request);
    const { messages } = messagesFor(request);
    const token = (form: string): string => this.renderer.csrf(request, reply, `${PATH}/${form}`);
    const csrf = mayAct(role, 'owner') ? { invite: token('invite'), remove: token('remove') } : undefined;
    const people = await this.people.ofCompany(thirdPartyId);
    const props = { people, self: personId, csrf, email, errors, notice, messages };
    return new Page({ title: messages.company.people.title, body: <PeoplePage {...props} />, status: errors.length > 0 ? 422 : 200 });
  }
}
