import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { problemOf, ProblemFilter } from '@greenledger/service-kit';
import type { FastifyRequest } from 'fastify';
import { knownTokenOf } from '../access/bearer.guard.js';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { RefusalLog } from './refusal-log.js';
import { refusalUri } from './refusal-uri.js';

/** Answers errors as everywhere, and keeps each 4xx of a known company where that company can read why it was refused. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  readonly #problems: ProblemFilter;

  constructor(
    private readonly configuration: DataDeliveryConfiguration,
    private readonly log: RefusalLog,
  ) {
    this.#problems = new ProblemFilter(configuration.PUBLIC_ORIGIN);
  }

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const problem = problemOf(thrown);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const token = knownTokenOf(request);
    const { status } = problem.toProblem();
    // A client above its limit must not make us write for each request; the answer says all there is to say.
    const told = problem.code === 'too-many-requests';
    if (!token || told || status >= 500 || status < 400) return this.#problems.catch(thrown, host);
    const id = await this.log.keep(problem, request, token);
    if (id === undefined) return this.#problems.catch(thrown, host);
    const instance = refusalUri(this.configuration.PUBLIC_ORIGIN, id);
    this.#problems.catch(new ProblemError(problem.code, problem.message, { ...problem.members, instance }), host);
  }
}
