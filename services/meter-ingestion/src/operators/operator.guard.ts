import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperatorCredentials } from './operator-credentials.js';

const operators = new WeakMap<FastifyRequest, string>();

/** The operator whom the guard let in with this request. */
export const operatorOf = (request: FastifyRequest): string => operators.get(request) ?? '';

/** Lets operators in, by HTTP Basic. It runs before a byte of the body is read. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly credentials: OperatorCredentials) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const user = await this.credentials.userOf(request.headers.authorization);
    if (user !== undefined) {
      operators.set(request, user);
      return true;
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.header('www-authenticate', 'Basic realm="Greenledger meter ingestion", charset="UTF-8"');
    throw new ProblemError('unauthenticated', 'This needs the user name and password of an operator (HTTP Basic). Check both.');
  }
}
