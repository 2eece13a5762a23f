import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { RefusalFilter } from './refusal.filter.js';
import { KEPT_DAYS, RefusalLog } from './refusal-log.js';
import { REFUSAL_PATH } from './refusal-uri.js';

/** Refusals in one answer. */
const PAGE = 100;
const RULE = { path: 'refusals', kind: 'client', whenMissing: 'unauthenticated' } as const;

/** Why a request was refused, for the company that sent it: opens with its client_access_token. */
@Controller(REFUSAL_PATH)
@UseFilters(RefusalFilter)
export class RefusalsController {
  constructor(
    private readonly guard: BearerGuard,
    private readonly log: RefusalLog,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guard.admit(request, reply, RULE);
    const refusals = await this.log.newest(tokenOf(request).thirdPartyId, PAGE);
    void reply.header('cache-control', 'no-store').send({ keptDays: KEPT_DAYS, refusals });
  }

  @Get(':id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guard.admit(request, reply, RULE);
    const refusal = await this.log.find(id, tokenOf(request).thirdPartyId);
    if (!refusal) {
      throw new ProblemError('not-found', `No refusal of your company has this id; refusals are kept for ${KEPT_DAYS} days.`);
    }
    void reply.header('cache-control', 'no-store').send(refusal);
  }
}
