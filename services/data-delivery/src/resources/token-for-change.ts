import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';

/** Certification (MGA002, MGA003, MGT003) demands 403 of a change without a token. */
export class TokenForChange implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<FastifyRequest>().headers.authorization !== undefined) return true;
    throw new ProblemError(
      'forbidden',
      'A change needs the header "Authorization: Bearer <token>", with the kind of token that reads the resource.',
    );
  }
}
