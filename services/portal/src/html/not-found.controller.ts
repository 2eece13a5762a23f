import { ProblemError } from '@greenledger/contracts';
import { Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalPages } from './portal-pages.js';

/** Every path that no other controller knows. */
@PortalPages()
export class NotFoundController {
  /** @throws ProblemError `method-not-allowed` for a path that has forms only, else `not-found` */
  @Get('*')
  refuse(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): never {
    const methods = request.server.allowedMethods.insteadOf(request.method, request.url.split('?', 1)[0]!);
    if (methods.length === 0) throw new ProblemError('not-found', '');
    reply.header('allow', methods.join(', '));
    throw new ProblemError('method-not-allowed', 'This address takes a form and shows no page.');
  }
}
