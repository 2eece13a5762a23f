import type { FastifyRequest } from 'fastify';
import type { Identity } from './accounts.js';

/** Who makes a request: the id in the cookie, and who it is when that id is a live session. */
export interface Visitor {
  readonly sessionId: string | undefined;
  readonly account: Identity | undefined;
}

const visitors = new WeakMap<FastifyRequest, Visitor>();

/** The visitor that VisitorGuard found; nobody for requests it has not seen. */
export const visitorOf = (request: FastifyRequest): Visitor => visitors.get(request) ?? { sessionId: undefined, account: undefined };

export const setVisitor = (request: FastifyRequest, visitor: Visitor): void => void visitors.set(request, visitor);

/** Thrown where only a signed-in visitor may go: the browser is led to the sign-in page and back. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
  constructor(readonly page: '/sign-in' | '/third-party/sign-in' = '/sign-in') {
    super();
  }
}

/** @throws SignInNeeded */
export function accountOf(request: FastifyRequest): Identity {
  const { account } = visitorOf(request);
  if (!account) throw new SignInNeeded();
  return account;
}
