import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ERROR_CODES, ProblemError, type RegistrationFault } from '@greenledger/contracts';
import type { FastifyReply } from 'fastify';
import { describeFaults } from './client-metadata.js';

/** A refusal in the shape of RFC 7591 section 3.2.2. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  constructor(
    readonly status: number,
    readonly error: string,
    description: string,
  ) {
    super(description);
  }
}

/** Errors of the registration endpoint in the OAuth shape; unknown ones tell nothing. */
@Catch()
export class RegistrationErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(RegistrationErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = this.answerTo(thrown);
    if (status === 401) void reply.header('www-authenticate', 'Bearer error="invalid_token"');
    void reply.code(status).header('cache-control', 'no-store').send(body);
  }

  private answerTo(thrown: unknown): { status: number; body: { error: string; error_description: string } } {
    if (thrown instanceof RegistrationError) {
      return { status: thrown.status, body: { error: thrown.error, error_description: thrown.message } };
    }
    if (thrown instanceof ProblemError && thrown.code !== 'internal') {
      const faults = thrown.members['faults'] as RegistrationFault[] | undefined;
      if (faults) return { status: 400, body: describeFaults(faults) };
      const { status } = ERROR_CODES[thrown.code];
      const error = status >= 500 ? 'temporarily_unavailable' : 'invalid_client_metadata';
      return { status: status === 409 ? 400 : status, body: { error, error_description: thrown.message } };
    }
    const status = (thrown as { status?: number; statusCode?: number } | null)?.statusCode ?? 500;
    if (status >= 400 && status < 500) return { status, body: { error: 'invalid_request', error_description: 'the request is malformed' } };
    this.logger.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return { status: 500, body: { error: 'server_error', error_description: 'the request failed for a reason of our own' } };
  }
}
