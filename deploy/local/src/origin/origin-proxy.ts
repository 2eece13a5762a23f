import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { ServiceName } from '@greenledger/contracts';
import { freePort } from '@greenledger/embedded';
import { ProblemError } from '@greenledger/contracts';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serviceOf } from './routes.js';

export interface Origin {
  /** `http://localhost:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Seconds after which a client may try again while a service is away; the supervisor needs about one. */
const RETRY_AFTER = '2';

/** Opens the origin on `wanted` or the next free port of the loopback addresses. `upstreamOf` answers undefined while a service is away. */
export async function startOrigin(wanted: number, upstreamOf: (service: ServiceName) => string | undefined): Promise<Origin> {
  for (let port = wanted; ; port++) {
    port = await freePort(port);
    const app = await originApp(upstreamOf);
    try {
      await app.listen({ port, host: 'localhost' });
      return { url: `http://localhost:${port}`, stop: () => app.close() };
    } catch (error) {
      await app.close();
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

async function originApp(upstreamOf: (service: ServiceName) => string | undefined): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 0,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, request, reply) => void sendUnavailable(request, reply, error),
  });
  // Bodies are streams in both directions, whatever their type and size: limits are the services' own.
  app.removeAllContentTypeParsers();
  app.setErrorHandler((error, request, reply) => sendUnavailable(request, reply, error as Error));
  await app.register(httpProxy, {
    upstream: '',
    preHandler: (request, _reply, done) => {
      if (request.body instanceof Readable) request.body = detachedBody(request.raw);
      done();
    },
    disableRequestLogging: true,
    internalRewriteLocationHeader: false,
    undici: { headersTimeout: 120_000, bodyTimeout: 0, connections: 256, pipelining: 1 },
    replyOptions: {
      getUpstream: (request) => {
        const upstream = upstreamOf(serviceOf(request.url));
        if (!upstream) throw new ProblemError('unavailable', '');
        return upstream;
      },
      // `Expect: 100-continue` (curl, above 1 MB) was answered by this server already, and undici refuses to send it on.
      rewriteRequestHeaders: (request, { expect: _answered, ...headers }) => ({
        ...headers,
        'x-forwarded-for': request.ip,
        'x-forwarded-host': request.headers.host ?? '',
        'x-forwarded-proto': 'http',
      }),
      // The proxy would repeat a GET that was answered 503; the client is told instead.
      retryDelay: () => null,
      onError: (reply, { error }) => void sendUnavailable(reply.request as FastifyRequest, reply as FastifyReply, error),
    },
  });
  return app;
}

/**
 * The body as a stream of its own. When a service goes away, the proxy destroys what it was sending; if that were the request
 * itself, the rest of its body could never be read, and would block the next request of the connection.
 */
function detachedBody(request: IncomingMessage): Readable {
  const body = new PassThrough();
  request.once('error', (error) => body.destroy(error)).once('aborted', () => body.destroy(new Error('The client went away.')));
  return request.pipe(body);
}

/** A malformed request keeps its 4xx; everything else means that the service behind did not answer. */
function sendUnavailable(request: FastifyRequest, reply: FastifyReply, error: Error): FastifyReply {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  const malformed = status >= 400 && status < 500 && !(error instanceof ProblemError);
  const problem = malformed
    ? new ProblemError('bad-request', 'The request line or a header of it cannot be forwarded. Check the path.')
    : new ProblemError(
        'unavailable',
        `The service ${serviceOf(request.url)} does not answer at the moment. Try again in ${RETRY_AFTER} seconds.`,
      );
  const body = problem.toProblem();
  // What is left of the request body is read and dropped: left lying, it would block the next request of this connection.
  request.raw.resume();
  if (!malformed) reply.header('retry-after', RETRY_AFTER);
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}
