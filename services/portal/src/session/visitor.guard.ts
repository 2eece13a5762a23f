import { ProblemError } from '@greenledger/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CompanyPeople } from '../third-party/people/company-people.js';
import { Accounts, type Account } from './accounts.js';
import { isCsrfToken } from './csrf.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { setVisitor, SignInNeeded } from './visitor.js';

/** Forms that only a signed-in customer can have, each standing at the address it is sent to. */
const FORMS_OF_CUSTOMERS = /^\/(?:consent|authorizations|share)\/|^\/my-token$/;

/** Finds out who asks, and lets no POST through without the token of its form. */
@Injectable()
export class VisitorGuard implements CanActivate {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly people: CompanyPeople,
  ) {}

  /**
   * @throws ProblemError `forbidden` when the token is missing or of another session or form
   * @throws SignInNeeded when a customer's form was sent after the session had ended: it is found again after signing in
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const sessionId = this.cookie.read(request);
    const session = sessionId ? await this.sessions.find(sessionId) : undefined;
    const account = session && (session.identity ?? (await this.#account(session.userName)));
    setVisitor(request, { sessionId, account });
    if (request.method === 'POST') requireToken(request, sessionId, account !== undefined);
    return true;
  }

  /** An account of the file, or a person of a company. */
  async #account(userName: string): Promise<Account | undefined> {
    return this.accounts.find(userName) ?? (await this.people.account(userName));
  }
}

function requireToken(request: FastifyRequest, sessionId: string | undefined, signedIn: boolean): void {
  const token = (request.body as Record<string, unknown> | undefined)?.['_csrf'];
  const action = new URL(request.url, 'http://portal.invalid').pathname;
  if (isCsrfToken(token, sessionId ?? '', action)) return;
  if (!signedIn && FORMS_OF_CUSTOMERS.test(action)) throw new SignInNeeded();
  throw new ProblemError(
    'forbidden',
    'The form is not from your present session: nothing was changed. Go back, reload the page and send the form again.',
  );
}
