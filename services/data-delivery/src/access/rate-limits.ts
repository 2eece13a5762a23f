import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply } from 'fastify';
import { RequestWindow, type LimitState } from './request-window.js';
import type { ActiveToken } from './resolved-access.js';

/** Seconds in which the settings count. */
const WINDOW = 60;

export interface RateLimitSettings {
  /** Requests a minute of one company, over all its tokens; 0 is no limit. */
  readonly perClient: number;
  /** Requests a minute under one authorization; 0 is no limit. */
  readonly perGrant: number;
}

/**
 * Limits of requests for each company and each authorization, told in the headers RateLimit-Policy and RateLimit
 * (draft-ietf-httpapi-ratelimit-headers-10). Each process counts for itself.
 */
export class RateLimits {
  readonly #client: RequestWindow;
  readonly #grant: RequestWindow;

  constructor({ perClient, perGrant }: RateLimitSettings) {
    this.#client = new RequestWindow(perClient, WINDOW);
    this.#grant = new RequestWindow(perGrant, WINDOW);
  }

  /** Counts a request. @throws ProblemError `too-many-requests` above a limit */
  count(token: ActiveToken, reply: FastifyReply): void {
    const now = performance.now() / 1000;
    const states: [name: string, window: RequestWindow, state: LimitState][] = [
      ['client', this.#client, this.#client.count(token.clientId, now)],
    ];
    const grant = token.authorization?.authorizationId;
    if (grant !== undefined) states.push(['grant', this.#grant, this.#grant.count(grant, now)]);
    const limited = states.filter(([, window]) => window.limit > 0);
    if (limited.length === 0) return;
    void reply.header('ratelimit-policy', limited.map(([name, { limit }]) => `"${name}";q=${limit};w=${WINDOW}`).join(', '));
    void reply.header('ratelimit', limited.map(([name, , state]) => `"${name}";r=${state.remaining};t=${state.resetIn}`).join(', '));
    const over = limited.find(([, , { allowed }]) => !allowed);
    if (!over) return;
    const [name, { limit }, { resetIn }] = over;
    void reply.header('retry-after', String(resetIn));
    const whose = name === 'client' ? 'your client' : 'this authorization';
    const detail = `More than ${limit} requests a minute came for ${whose}: wait ${resetIn} seconds. One GET of the Batch resource returns everything.`;
    throw new ProblemError('too-many-requests', detail, { limit: name, retryAfter: resetIn });
  }
}
