import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { CORRELATION_HEADER, runWithCorrelationId } from './correlation-id.js';

/** Sets the correlation id of answers and log lines, and writes one access line per request: the path without its query. */
export function addRequestHooks(fastify: FastifyInstance): void {
  const logger = new Logger('http');
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(CORRELATION_HEADER, request.id);
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
