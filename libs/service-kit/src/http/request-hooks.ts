import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { CORRELATION_HEADER, runWithCorrelationId } from './correlation-id.js';

/** Sets the correlation id of answers and log lines, and writes one access line per request: the path without its query. */
export function addRequestHooks(fastify: FastifyInstance, publicOrigin: string): void {
  // A year, as RFC 6797 needs it to be of use; only where the origin speaks TLS, for a browser would not come back to plain HTTP.
  const strict = publicOrigin.startsWith('https:');
  const logger = new Logger('http');
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, request.id);
    if (strict) void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    runWithCorrelationId(request.id, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const path = request.url.split('?', 1)[0]!;
    if (!path.startsWith('/health/')) {
      logger.log({
        message: 'request',
        method: request.method,
        path,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        correlationId: request.id,
      });
    }
    done();
  });
}
