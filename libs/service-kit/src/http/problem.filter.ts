import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '@greenledger/contracts';
import { AllowedMethods } from './allowed-methods.js';
import { problemOf } from './problem-of.js';

/** Seconds after which a client may try again when a part of the service is away. */
const RETRY_AFTER = 5;

/** Answers every error of an HTTP handler as RFC 9457 problem+json with the correlation id; details of our own faults go to the log only. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  /**
   * @param publicOrigin start of the problem `type`, which then leads to the page of the code
   * @param allowed tells a path without the method from a path that is none
   */
  constructor(
    private readonly publicOrigin: string,
    private readonly allowed = new AllowedMethods(),
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const methods = request.is404 ? this.allowed.insteadOf(request.method, request.url.split('?', 1)[0]!) : [];
    const problem = (methods.length > 0 ? notAllowed(request.method, methods) : problemOf(thrown)).toProblem();
    if (problem.status >= 500 && problem.code === 'internal') this.#logger.error(thrown instanceof Error ? thrown : String(thrown));
    if (reply.sent || reply.raw.headersSent) {
      // The answer has begun and cannot become an error: cut it, so that the client does not take it for complete.
      reply.raw.destroy();
      return;
    }
    if (methods.length > 0) void reply.header('allow', methods.join(', '));
    if (problem.status === 503) void reply.header('retry-after', String(RETRY_AFTER));
    // A refusal for too many calls says itself how long to wait, also when another service refused.
    const { retryAfter } = problem;
    if (problem.status === 429 && typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    const body = { ...problem, type: `${this.publicOrigin}${problem.type}`, correlationId: request.id };
    void reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
  }
}

const notAllowed = (method: string, methods: readonly string[]): ProblemError =>
  new ProblemError('method-not-allowed', `${method} is not allowed here, only ${methods.join(', ')}.`);
