import { createHash } from 'node:crypto';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import { accountOf } from '../session/visitor.js';

/**
 * The pseudonymous id of the operator who asks: it goes into the log, a name does not.
 * @throws SignInNeeded; ProblemError `forbidden` for everybody else
 */
export function operatorIdOf(request: FastifyRequest): string {
  const account = accountOf(request);
  if (account.role !== 'operator') throw new ProblemError('forbidden', 'This page is for operators of the utility: sign in as one.');
  return createHash('sha256').update(`operator ${account.userName.toLowerCase()}`).digest('hex').slice(0, 32);
}
