import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { render } from 'preact-render-to-string';
import { messagesFor } from '../locales/index.js';
import { PortalConfiguration } from '../portal-configuration.js';
import { csrfToken } from '../session/csrf.js';
import { SessionCookie } from '../session/session-cookie.js';
import { newSessionId } from '../session/sessions.js';
import { setVisitor, visitorOf } from '../session/visitor.js';
import { Layout } from './layout.js';
import type { Page } from './page.js';
import { securityHeaders } from './security-headers.js';

/** Turns pages into HTML, and gives out the form tokens. */
@Injectable()
export class PageRenderer {
  constructor(
    @Inject(PortalConfiguration) private readonly configuration: PortalConfiguration,
    private readonly cookie: SessionCookie,
  ) {}

  /** The token for a form that is sent to `action`. A visitor without a cookie gets one here. */
  csrf(request: FastifyRequest, reply: FastifyReply, action: string): string {
    const { account } = visitorOf(request);
    // On the page of an early error nobody has looked yet who asks: a session that is there must not be replaced.
    const sessionId = visitorOf(request).sessionId ?? this.cookie.read(request);
    if (sessionId) return csrfToken(sessionId, action);
    const fresh = newSessionId();
    this.cookie.write(reply, fresh);
    setVisitor(request, { sessionId: fresh, account });
    return csrfToken(fresh, action);
  }

  /** Sets status and headers, and returns the document. */
  render(request: FastifyRequest, reply: FastifyReply, page: Page): string {
    const { locale, messages } = messagesFor(request);
    const { account } = visitorOf(request);
    const html = render(
      <Layout
        title={page.title}
        locale={locale}
        messages={messages}
        utilityName={this.configuration.UTILITY_NAME}
        account={account && { displayName: account.displayName, role: account.role, signOutToken: this.csrf(request, reply, '/sign-out') }}
        path={request.url.split('?')[0]!}
        withoutMenu={page.withoutMenu}
        followSeconds={page.followSeconds}
        language={{ csrf: this.csrf(request, reply, '/language'), backTo: request.url }}
        demoMail={this.configuration.DEMO_MAIL_URL !== undefined}
      >
        {page.body}
      </Layout>,
    );
    reply
      .status(page.status)
      .headers({ ...securityHeaders(page.formTargets), 'content-type': 'text/html; charset=utf-8', 'content-language': locale });
    return `<!doctype html>${html}`;
  }
}
