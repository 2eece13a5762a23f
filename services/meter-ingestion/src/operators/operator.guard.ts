import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperatorCredentials } from './operator-credentials.js';
import { UploadTickets } from './upload-tickets.js';

const operators = new WeakMap<FastifyRequest, string>();

/** The operator whom the guard let in with this request. */
export const operatorOf = (request: FastifyRequest): string => operators.get(request) ?? '';

/** The doors that a ticket opens: files in, nothing else. */
const DOORS = /^\/ingest\/v1\/(?:meter-files|cis-extracts)(?:\?|$)/;

/** Lets operators in, by HTTP Basic, or to bring one file by a ticket. It runs before a byte of the body is read. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(
    private readonly credentials: OperatorCredentials,
    private readonly tickets: UploadTickets,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const user = (await this.#byTicket(request)) ?? (await this.credentials.userOf(request.headers.authorization));
    if (user !== undefined) {
      operators.set(request, user);
      return true;
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.header('www-authenticate', 'Basic realm="Greenledger meter ingestion", charset="UTF-8"');
    throw new ProblemError('unauthenticated', 'This needs the user name and password of an operator (HTTP Basic). Check both.');
  }

  async #byTicket({ method, url, headers }: FastifyRequest): Promise<string | undefined> {
    const ticket = /^Bearer ([\w-]{43})$/i.exec(headers.authorization ?? '')?.[1];
    return ticket !== undefined && method === 'POST' && DOORS.test(url) ? this.tickets.redeem(ticket) : undefined;
  }
}
