import type { FastifyInstance } from 'fastify';
import { knownTokenOf } from '../access/bearer.guard.js';
import { keptTarget } from '../refusals/kept-target.js';
import type { CallLog } from './call-log.js';

/** Notes each call of a known company when its answer has ended, also one that the company broke off. */
export function noteCalls(server: FastifyInstance, log: CallLog): void {
  server.addHook('onRequest', (request, reply, done) => {
    const at = new Date();
    reply.raw.once('close', () => {
      const token = knownTokenOf(request);
      if (!token) return;
      const releaseId = reply.raw.getHeader('release-id') ?? reply.getHeader('release-id');
      log.note({
        thirdPartyId: token.thirdPartyId,
        at,
        method: request.method,
        target: keptTarget(request.url),
        tokenKind: token.kind,
        authorizationId: token.authorization?.authorizationId ?? null,
        status: reply.raw.statusCode,
        complete: reply.raw.writableFinished,
        duration: Math.round(reply.elapsedTime),
        releaseId: typeof releaseId === 'string' ? releaseId : null,
        correlationId: request.id,
      });
    });
    done();
  });
}
