import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { companyOf, mayAct } from '../people/company-access.js';
import { CredentialsPage, ShownOncePage } from './credentials-page.js';
import { faultWords } from './fault-words.js';
import { parseChange } from './parse-change.js';

const PATH = '/third-party/credentials';
/** Where the error of a change belongs. */
const FIELD_OF: Record<string, string> = {
  addCertificate: 'certificate',
  useCertificates: 'match',
  useTlsSubject: 'match',
  useKeys: 'jwks',
  rotateSecret: 'secrets',
};

/** The credentials of the company that the visitor is of. */
@PortalPages('third-party/credentials')
export class CredentialsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('done') done: unknown): Promise<Page> {
    return this.#page(request, reply, { done: done === 'yes' });
  }

  @Post()
  async change(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { thirdPartyId } = companyOf(request, 'developer');
    const change = parseChange(body);
    let issued;
    try {
      issued = await this.requests.request('authorization.change-credentials', { thirdPartyId, change });
    } catch (error) {
      const told = error instanceof ProblemError && ['invalid-body', 'conflict', 'not-found'].includes(error.code);
      if (!told) throw error;
      const message = faultWords(error, messagesFor(request).messages);
      return this.#page(request, reply, { errors: [{ field: FIELD_OF[change.kind] ?? 'secrets', message }], status: 422 });
    }
    if (!issued.clientSecret && !issued.registrationAccessToken) return new SeeOther(`${PATH}?done=yes`);
    const { messages } = messagesFor(request);
    const { clientId } = await this.requests.request('authorization.get-credentials', { thirdPartyId });
    const body_ = <ShownOncePage issued={issued} clientId={clientId} messages={messages} />;
    return new Page({ title: messages.company.credentials.once, body: body_ });
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    { errors = [], done = false, status = 200 }: { errors?: readonly FieldError[]; done?: boolean; status?: number },
  ): Promise<Page> {
    const { thirdPartyId, role } = companyOf(request);
    const { locale, messages } = messagesFor(request);
    const credentials = await this.requests.request('authorization.get-credentials', { thirdPartyId });
    const csrf = mayAct(role, 'developer') ? this.renderer.csrf(request, reply, PATH) : undefined;
    const props = { credentials, csrf, errors, done, messages, locale, now: Date.now() };
    return new Page({ title: messages.company.credentials.title, body: <CredentialsPage {...props} />, status });
  }
}
