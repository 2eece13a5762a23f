import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BearerGuard, tokenOf } from '../access/bearer.guard.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { jobDocument, PREPARED_PATH, type JobDocument } from './job-document.js';
import { authorizationOf, type Job } from './prepared-job.js';
import { PreparedJobs } from './prepared-jobs.js';

/** Jobs in one answer. */
const PAGE = 100;
const RULE = { path: 'prepared', kind: 'client', orKind: 'access', whenMissing: 'unauthenticated' } as const;

/** Where a batch that is prepared in the background stands: opens with the company's own tokens. */
@Controller(PREPARED_PATH)
@UseFilters(RefusalFilter)
export class PreparedController {
  constructor(
    private readonly guard: BearerGuard,
    private readonly jobs: PreparedJobs,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guard.admit(request, reply, RULE);
    const jobs = await this.jobs.newest(tokenOf(request).thirdPartyId, PAGE);
    const own = jobs.filter((job) => opens(request, job)).map((job) => this.#document(job));
    void reply.header('cache-control', 'no-store').send({ keptDays: this.configuration.PREPARED_DAYS, jobs: own });
  }

  @Get(':id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guard.admit(request, reply, RULE);
    const job = await this.jobs.find(id, tokenOf(request).thirdPartyId);
    if (!job || !opens(request, job)) {
      throw new ProblemError('not-found', 'No prepared batch that this token opens has this id: use the Location of the 202 answer.');
    }
    const working = job.state === 'queued' || job.state === 'running';
    if (working) void reply.header('retry-after', '2');
    void reply.header('cache-control', 'no-store').send(this.#document(job));
  }

  #document(job: Job): JobDocument {
    return jobDocument(job, this.configuration.PUBLIC_ORIGIN, Date.now());
  }
}

/** An access_token opens the jobs of its own authorization, a client_access_token all of its company. */
function opens(request: FastifyRequest, job: Job): boolean {
  const { kind, authorization } = tokenOf(request);
  return kind === 'client' || authorization?.authorizationId === authorizationOf(job);
}
