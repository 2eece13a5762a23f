import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { verifyPassword } from '../../session/password.js';
import { ownPath } from '../../session/return-to.js';
import { SessionCookie } from '../../session/session-cookie.js';
import { Sessions } from '../../session/sessions.js';
import { SignInThrottle } from '../../session/sign-in-throttle.js';
import { SignInNeeded, visitorOf } from '../../session/visitor.js';
import { CompanyMail } from '../people/company-mail.js';
import { CompanyPeople, sessionNameOf, type CompanyPerson } from '../people/company-people.js';
import { matchingStep } from '../security/totp.js';
import { TotpKeys } from '../security/totp-keys.js';
import { CodePage, CompanySignInPage } from './company-sign-in-page.js';

/** A session between password and code: it names no account, so it opens nothing but the code page. */
const HALFWAY = 'company-code:';
const HOME = '/third-party/company';
const LONGEST_INPUT = 1024;

/** Sign-in of company people: password, then the code of the authenticator app when it is switched on. */
@PortalPages('third-party/sign-in')
export class CompanySignInController {
  constructor(
    private readonly people: CompanyPeople,
    private readonly mail: CompanyMail,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly cookie: SessionCookie,
    private readonly renderer: PageRenderer,
    private readonly keys: TotpKeys,
  ) {}

  @Get()
  show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('returnTo') returnTo: unknown,
  ): Page | SeeOther {
    const path = ownPath(returnTo, HOME);
    return visitorOf(request).account?.company ? new SeeOther(path) : this.#page(request, reply, path, '');
  }

  /** The answer is the same for an unknown address and a wrong password, and takes as long (SEC-051). */
  @Post()
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const returnTo = ownPath(body['returnTo'], HOME);
    const [email, password] = [textOf(body['email']).trim(), textOf(body['password'])];
    const { signIn: words } = messagesFor(request).messages.company;
    const refuse = (error: string, status: number): Page => this.#page(request, reply, returnTo, email, { error, status });
    if (!email || !password) return refuse(words.empty, 422);
    const key = `company ${email}`;
    const refused = await this.#wait(request, reply, key);
    if (refused) return refuse(refused, 429);
    const person = await this.people.findByEmail(email);
    if (!(await verifyPassword(person?.passwordHash, password)) || !person) return refuse(words.wrong, 401);
    if (!person.confirmed) {
      const { thirdPartyId, companyName, personId } = person;
      await this.mail.send(
        { kind: 'confirmation', thirdPartyId, companyName, email: person.email, personId, role: null },
        messagesFor(request).locale,
      );
      return refuse(words.unconfirmed, 403);
    }
    await this.throttle.succeeded(key, request.ip);
    if (!person.totpOn) return this.#enter(request, reply, person, returnTo);
    this.cookie.write(reply, await this.sessions.start(HALFWAY + person.personId, visitorOf(request).sessionId));
    return new SeeOther(`/third-party/sign-in/code?returnTo=${encodeURIComponent(returnTo)}`);
  }

  @Get('code')
  async showCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('returnTo') returnTo: unknown,
  ): Promise<Page> {
    await this.#halfway(request);
    return this.#codePage(request, reply, ownPath(returnTo, HOME));
  }

  @Post('code')
  async enterCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const returnTo = ownPath(body['returnTo'], HOME);
    const person = await this.#halfway(request);
    const key = `code ${person.personId}`;
    const refused = await this.#wait(request, reply, key);
    if (refused) return this.#codePage(request, reply, returnTo, { error: refused, status: 429 });
    const secret = person.totpSecret && this.keys.open(person.personId, person.totpSecret);
    const step = matchingStep(secret ?? '', textOf(body['code']), Date.now());
    if (step === undefined || !(await this.people.useTotpStep(person.personId, step))) {
      const { codeWrong } = messagesFor(request).messages.company.signIn;
      return this.#codePage(request, reply, returnTo, { error: codeWrong, status: 401 });
    }
    await this.throttle.succeeded(key, request.ip);
    return this.#enter(request, reply, person, returnTo);
  }

  /** A new session id: what was known before the sign-in opens nothing after it. */
  async #enter(request: FastifyRequest, reply: FastifyReply, { personId }: CompanyPerson, returnTo: string): Promise<SeeOther> {
    this.cookie.write(reply, await this.sessions.start(sessionNameOf(personId), visitorOf(request).sessionId));
    return new SeeOther(returnTo);
  }

  /** @throws SignInNeeded when no password was entered in this session */
  async #halfway(request: FastifyRequest): Promise<CompanyPerson> {
    const { sessionId } = visitorOf(request);
    const name = sessionId ? (await this.sessions.find(sessionId))?.userName : undefined;
    const person = name?.startsWith(HALFWAY) ? await this.people.find(name.slice(HALFWAY.length)) : undefined;
    if (!person?.totpOn) throw new SignInNeeded('/third-party/sign-in');
    return person;
  }

  /** @returns why it has to wait, when it has to */
  async #wait(request: FastifyRequest, reply: FastifyReply, key: string): Promise<string | undefined> {
    const wait = await this.throttle.begin(key, request.ip);
    if (wait === 0) return undefined;
    reply.header('retry-after', String(wait));
    return messagesFor(request).messages.signIn.wait(wait);
  }

  #page(request: FastifyRequest, reply: FastifyReply, returnTo: string, email: string, refused?: { error: string; status: number }): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/third-party/sign-in');
    return new Page({
      title: messages.company.signIn.title,
      status: refused?.status ?? 200,
      body: <CompanySignInPage messages={messages} csrf={csrf} returnTo={returnTo} email={email} error={refused?.error} />,
    });
  }

  #codePage(request: FastifyRequest, reply: FastifyReply, returnTo: string, refused?: { error: string; status: number }): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/third-party/sign-in/code');
    return new Page({
      title: messages.company.signIn.codeTitle,
      status: refused?.status ?? 200,
      body: <CodePage messages={messages} csrf={csrf} returnTo={returnTo} error={refused?.error} />,
    });
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' && value.length <= LONGEST_INPUT ? value : '');
