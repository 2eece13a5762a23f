import { ProblemError } from '@greenledger/contracts';
import { Get, Logger, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { ownPath } from '../return-to.js';
import { SessionCookie } from '../session-cookie.js';
import { Sessions } from '../sessions.js';
import { SignInThrottle } from '../sign-in-throttle.js';
import { SignInPage } from '../sign-in-page.js';
import { visitorOf } from '../visitor.js';
import { Departures } from './departures.js';
import { IdentityProvider, ProviderRefused, type ProviderRefusal } from './identity-provider.js';

const STATUS: Record<ProviderRefusal, number> = { declined: 401, notACustomer: 403, failed: 502 };

/** Sign-in at the configured OpenID Connect provider: there and back. */
@PortalPages('sign-in/provider')
export class ProviderSignInController {
  readonly #logger = new Logger(ProviderSignInController.name);

  constructor(
    private readonly provider: IdentityProvider,
    private readonly departures: Departures,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    private readonly cookie: SessionCookie,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async leave(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('returnTo') returnTo: unknown,
  ): Promise<Page | SeeOther> {
    const path = ownPath(returnTo);
    if (this.provider.displayName === undefined || visitorOf(request).account) return new SeeOther('/sign-in');
    const wait = await this.throttle.beginDeparture(request.ip);
    if (wait > 0) {
      reply.header('retry-after', String(wait));
      throw new ProblemError('too-many-requests', `Too many sign-ins were begun from your network. Try again in ${wait} seconds.`);
    }
    // Makes sure that the browser has a cookie to come back with.
    this.renderer.csrf(request, reply, '/sign-in');
    try {
      const { location, leaving } = await this.provider.leave(messagesFor(request).locale);
      await this.departures.keep(visitorOf(request).sessionId!, { ...leaving, returnTo: path });
      return new SeeOther(location);
    } catch (error) {
      return this.#refused(request, reply, error, path);
    }
  }

  /** Only the browser that left may come back, once; the session gets a new id. */
  @Get('callback')
  async comeBack(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('state') state: unknown,
  ): Promise<Page | SeeOther> {
    const { sessionId } = visitorOf(request);
    const departure = sessionId && typeof state === 'string' ? await this.departures.take(sessionId, state) : undefined;
    if (!departure) return this.#refused(request, reply, new ProviderRefused('failed', 'nobody left with this state'), ownPath(undefined));
    try {
      const { identity, signOut } = await this.provider.comeBack(new URL(request.url, 'http://portal.invalid').search, departure);
      this.cookie.write(reply, await this.sessions.start(identity.userName, sessionId, identity, signOut));
      await this.throttle.returned(request.ip);
      return new SeeOther(ownPath(departure.returnTo));
    } catch (error) {
      return this.#refused(request, reply, error, departure.returnTo);
    }
  }

  #refused(request: FastifyRequest, reply: FastifyReply, error: unknown, returnTo: string): Page {
    if (!(error instanceof ProviderRefused)) throw error;
    // The cause may name the person; its kind is enough to find the fault.
    const { cause } = error;
    this.#logger.warn(`${error.message}${cause instanceof Error ? ` (${cause.name} ${(cause as { code?: string }).code ?? ''})` : ''}`);
    const { messages } = messagesFor(request);
    const { displayName } = this.provider;
    return new Page({
      title: messages.signIn.title,
      status: STATUS[error.reason],
      body: (
        <SignInPage
          messages={messages}
          csrf={this.renderer.csrf(request, reply, '/sign-in')}
          returnTo={returnTo}
          userName=""
          provider={displayName}
          failedAt="provider"
          error={messages.signIn.provider[error.reason](displayName ?? '')}
        />
      ),
    });
  }
}
