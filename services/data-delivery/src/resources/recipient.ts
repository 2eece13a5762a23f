import type { FastifyRequest } from 'fastify';
import { tokenOf } from '../access/bearer.guard.js';
import type { Recipient } from '../release/release-path.js';
import { notYours, requireOwn } from './identity.js';

/** For whom an access_token asks. @throws ProblemError `not-your-resource` when `subscription` is not its own authorization */
export function recipientOf(request: FastifyRequest, subscription?: string): Recipient {
  const { authorization, thirdPartyId, clientId } = tokenOf(request);
  if (!authorization) throw notYours();
  if (subscription !== undefined) requireOwn(subscription, authorization.authorizationId);
  return { authorization, thirdPartyId, clientId };
}
