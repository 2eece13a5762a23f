import { All, Controller, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '../access/back-office.js';
import { BearerGuard, resourcePath } from '../access/bearer.guard.js';
import { ESPI_ROUTES, type EspiPath } from '../access/espi-routes.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { RESOURCE_PATH } from './resource-uris.js';
import { Reads } from './reads.js';

const NOT_OFFERED = ESPI_ROUTES.filter(({ served }) => !served).map(({ path }): EspiPath => path);

/** Resources that the standard names and this data custodian does not offer. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class NotOfferedController {
  @Reads(...NOT_OFFERED)
  read(): never {
    throw new ProblemError('not-found', 'This data custodian does not offer customer resources yet; usage is below Batch/Subscription.');
  }
}

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
