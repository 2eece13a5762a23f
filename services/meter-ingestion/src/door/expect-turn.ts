import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { operatorOf } from '../operators/operator.guard.js';
import type { UploadRate } from './upload-rate.js';

/** @throws ProblemError `too-many-requests`, with Retry-After on the answer, when the operator delivers faster than allowed. */
export function expectTurn(rate: UploadRate, request: FastifyRequest, reply: FastifyReply): void {
  const seconds = rate.take(operatorOf(request), Date.now());
  if (seconds === 0) return;
  void reply.header('retry-after', String(seconds));
  throw new ProblemError(
    'too-many-requests',
    `You upload more files a minute than allowed (UPLOADS_PER_MINUTE). Nothing of this one was taken; send it again in ${seconds} s.`,
  );
}
