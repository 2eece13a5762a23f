import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '../access/back-office.js';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { RESOURCE_PATH } from './resource-uris.js';

/** What no other handler takes: verbs of the back office, and paths that are none. */
@Controller(RESOURCE_PATH)
@UseFilters(RefusalFilter)
export class RefusedRequestsController {
  constructor(private readonly guard: BearerGuard) {}

  @All('*')
  async refuse(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<never> {
    // Whose request it is decides nothing here; it lets that company read later why it was refused.
    await this.guard.resolve(request);
    const { problem, allow } = refusalOf(request.method, resourcePath(request));
    if (allow !== undefined) void reply.header('allow', allow);
    throw problem;
  }
}
