import { ERROR_CODES, ProblemError, type ErrorCode } from '@greenledger/contracts';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { messagesFor } from '../locales/index.js';
import { SignInNeeded } from '../session/visitor.js';
import { ErrorPage } from './error-page.js';
import { Page } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { securityHeaders } from './security-headers.js';

/** Every error of a page is a page: what went wrong, and what to do. Unknown errors tell nothing but a reference. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger(PageErrorFilter.name);

  constructor(private readonly renderer: PageRenderer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof SignInNeeded) {
      // A form stands at the address it is sent to: after a session that ran out, it is found again there.
      const back = `?returnTo=${encodeURIComponent(request.url)}`;
      void reply
        .status(303)
        .headers({ ...securityHeaders(), location: `${error.page}${back}` })
        .send();
      return;
    }
    const code = codeOf(error);
    if (code === 'internal') this.#logger.error(error instanceof Error ? (error.stack ?? error.name) : 'unknown error');
    if (code === 'unavailable') reply.header('retry-after', '5');
    const { messages } = messagesFor(request);
    const words = messages.errors[code];
    const detail = error instanceof ProblemError && code !== 'internal' && !words.detail ? error.message : words.detail;
    const body = (
      <ErrorPage heading={words.heading} detail={detail} advice={words.advice} reference={referenceOf(reply)} messages={messages} />
    );
    void reply.send(this.renderer.render(request, reply, new Page({ title: words.heading, body, status: ERROR_CODES[code].status })));
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof ProblemError) return error.code;
  const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number } | null)?.statusCode ?? 500);
  if (status === 404) return 'not-found';
  if (status === 413) return 'payload-too-large';
  if (status === 415) return 'unsupported-media-type';
  return status >= 400 && status < 500 ? 'bad-request' : 'internal';
}

/** What to quote to the utility: the correlation id that is also in the log. */
function referenceOf(reply: FastifyReply): string | undefined {
  const header = reply.getHeader('correlation-id');
  return typeof header === 'string' ? header : undefined;
}
