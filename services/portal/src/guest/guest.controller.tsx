import type { GuestNumbers } from '@greenledger/contracts';
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../html/error-summary.js';
import { Page, SeeOther } from '../html/page.js';
import { PageRenderer } from '../html/page-renderer.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { ownPath } from '../session/return-to.js';
import { SessionCookie } from '../session/session-cookie.js';
import { Sessions } from '../session/sessions.js';
import { SignInThrottle } from '../session/sign-in-throttle.js';
import { visitorOf } from '../session/visitor.js';
import { GuestAccess } from './guest-access.js';
import { guestIdentity } from './guest-identity.js';
import { GuestChallenges } from './guest-challenges.js';
import { GuestCodePage } from './guest-code-page.js';
import { GuestPage } from './guest-page.js';

const LONGEST_INPUT = 64;
const FIELDS = ['accountNumber', 'agreementNumber', 'postcode'] as const;
const NOTHING: GuestNumbers = { accountNumber: '', agreementNumber: '', postcode: '' };

/** The way to the consent page for customers who have a bill and a mailbox, but no online account. */
@PortalPages('guest')
export class GuestController {
  constructor(
    private readonly access: GuestAccess,
    private readonly challenges: GuestChallenges,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly cookie: SessionCookie,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('returnTo') returnTo: unknown): Page {
    return this.#page(request, reply, ownPath(returnTo), NOTHING);
  }

  /** Leads on to the code page in any case. */
  @Post()
  async begin(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const returnTo = ownPath(body['returnTo']);
    const numbers = {
      accountNumber: textOf(body, 'accountNumber'),
      agreementNumber: textOf(body, 'agreementNumber'),
      postcode: textOf(body, 'postcode'),
    };
    const {
      locale,
      messages: { guest },
    } = messagesFor(request);
    const missing = FIELDS.filter((field) => numbers[field] === '').map((field) => ({ field, message: guest.missing[field] }));
    if (missing.length > 0) return this.#page(request, reply, returnTo, numbers, { errors: missing, status: 422 });
    const seconds = await this.throttle.begin(`guest ${numbers.accountNumber.replace(/[\s-]/g, '')}`, request.ip);
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      const errors = [{ field: 'accountNumber', message: guest.wait(seconds) }];
      return this.#page(request, reply, returnTo, numbers, { errors, status: 429 });
    }
    await this.access.begin(visitorOf(request).sessionId!, numbers, locale);
    return new SeeOther(`/guest/code?returnTo=${encodeURIComponent(returnTo)}`);
  }

  @Get('code')
  askForCode(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('returnTo') returnTo: unknown): Page {
    return this.#codePage(request, reply, ownPath(returnTo));
  }

  /** One answer for a wrong code, an old one, and one that was never sent. */
  @Post('code')
  async answer(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const returnTo = ownPath(body['returnTo']);
    const sessionId = visitorOf(request).sessionId!;
    const customerId = await this.challenges.answer(sessionId, textOf(body, 'code'));
    if (customerId === undefined) return this.#codePage(request, reply, returnTo, true);
    const { displayName } = messagesFor(request).messages.guest;
    const identity = guestIdentity(customerId, displayName);
    this.cookie.write(reply, await this.sessions.start(identity.userName, sessionId, identity));
    return new SeeOther(returnTo);
  }

  #page(
    request: FastifyRequest,
    reply: FastifyReply,
    returnTo: string,
    numbers: GuestNumbers,
    { errors = [], status = 200 }: { errors?: readonly FieldError[]; status?: number } = {},
  ): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/guest');
    const body = <GuestPage messages={messages} csrf={csrf} returnTo={returnTo} numbers={numbers} errors={errors} />;
    return new Page({ title: messages.guest.title, body, status });
  }

  #codePage(request: FastifyRequest, reply: FastifyReply, returnTo: string, wrong = false): Page {
    const { messages } = messagesFor(request);
    const { code } = messages.guest;
    const csrf = this.renderer.csrf(request, reply, '/guest/code');
    const body = <GuestCodePage messages={messages} csrf={csrf} returnTo={returnTo} error={wrong ? code.wrong : undefined} />;
    return new Page({ title: code.title, body, status: wrong ? 401 : 200 });
  }
}

function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === 'string' && value.length <= LONGEST_INPUT ? value.trim() : '';
}
