import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../html/page.js';
import { PageRenderer } from '../html/page-renderer.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { Accounts } from './accounts.js';
import { IdentityProvider } from './provider/identity-provider.js';
import { verifyPassword } from './password.js';
import { ownPath } from './return-to.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignedOutPage } from './signed-out-page.js';
import { SignInPage } from './sign-in-page.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { setVisitor, visitorOf } from './visitor.js';

/** Longer input is not looked at: deriving a key from it would only cost time. */
const LONGEST_INPUT = 1024;

@PortalPages()
export class SignInController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly cookie: SessionCookie,
    private readonly renderer: PageRenderer,
    private readonly provider: IdentityProvider,
  ) {}

  @Get('sign-in')
  show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('returnTo') returnTo: unknown,
  ): Page | SeeOther {
    const path = ownPath(returnTo);
    return visitorOf(request).account ? new SeeOther(path) : this.#page(request, reply, path, '');
  }

  /** The answer is the same for an unknown name and a wrong password, and takes as long. */
  @Post('sign-in')
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const returnTo = ownPath(body['returnTo']);
    const userName = textOf(body['userName']).trim();
    const password = textOf(body['password']);
    const { signIn } = messagesFor(request).messages;
    if (!userName || !password) return this.#page(request, reply, returnTo, userName, { message: signIn.empty, status: 422 });
    const wait = await this.throttle.begin(userName, request.ip);
    if (wait > 0) {
      reply.header('retry-after', String(wait));
      return this.#page(request, reply, returnTo, userName, { message: signIn.wait(wait), status: 429 });
    }
    const account = this.accounts.find(userName);
    if (!(await verifyPassword(account?.passwordHash, password)) || !account) {
      return this.#page(request, reply, returnTo, userName, { message: signIn.wrong, status: 401 });
    }
    await this.throttle.succeeded(userName, request.ip);
    this.cookie.write(reply, await this.sessions.start(account.userName, visitorOf(request).sessionId));
    // An operator has no sharing of the own: the queue is where the day begins.
    return new SeeOther(account.role === 'operator' && returnTo === '/authorizations' ? '/operator/third-parties' : returnTo);
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page | SeeOther> {
    const { sessionId } = visitorOf(request);
    const elsewhere = sessionId ? await this.sessions.end(sessionId) : undefined;
    // The page after this one begins with nobody: a form of the ended session must open nothing.
    setVisitor(request, { sessionId: undefined, account: undefined });
    this.cookie.clear(reply);
    if (!elsewhere || this.provider.displayName === undefined) return new SeeOther('/');
    const { messages } = messagesFor(request);
    const { endSessionEndpoint } = elsewhere;
    const fields = this.provider.signOutFields(elsewhere);
    return new Page({
      title: messages.signIn.signedOut.title,
      body: (
        <SignedOutPage endSessionEndpoint={endSessionEndpoint} fields={fields} provider={this.provider.displayName} messages={messages} />
      ),
      formTargets: [new URL(endSessionEndpoint).origin],
      withoutMenu: true,
    });
  }

  #page(
    request: FastifyRequest,
    reply: FastifyReply,
    returnTo: string,
    userName: string,
    error?: { message: string; status: number },
  ): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/sign-in');
    return new Page({
      title: messages.signIn.title,
      status: error?.status ?? 200,
      body: (
        <SignInPage
          messages={messages}
          csrf={csrf}
          returnTo={returnTo}
          userName={userName}
          provider={this.provider.displayName}
          error={error?.message}
        />
      ),
    });
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' && value.length <= LONGEST_INPUT ? value : '');
