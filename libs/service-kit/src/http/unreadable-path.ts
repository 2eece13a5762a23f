import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '@greenledger/contracts';
import { CORRELATION_HEADER } from './correlation-id.js';

/**
 * Answers what Fastify refuses before any handler or filter sees it, in the shape of every other error: a path that cannot be
 * decoded, and an id in a path that is too long to be one.
 * @param publicOrigin start of the problem `type`
 */
export function unreadablePath(publicOrigin: string) {
  return (error: { readonly code: string }, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = (error.code === 'FST_ERR_BAD_URL' ? undecodable() : unknown()).toProblem();
    const body = { ...problem, type: `${publicOrigin}${problem.type}`, correlationId: request.id };
    void reply
      .code(problem.status)
      .header(CORRELATION_HEADER, request.id)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(body));
  };
}

const undecodable = (): ProblemError =>
  new ProblemError('bad-request', 'The path cannot be decoded: write characters as percent-encoded UTF-8 (RFC 3986), and % itself as %25.');
const unknown = (): ProblemError => new ProblemError('not-found', 'There is no such resource: check the path.');
