import { ProblemError, type RateLimitView } from '@greenledger/contracts';
import type { FastifyReply } from 'fastify';
import { WINDOW_SECONDS, type RateLimitSettings, type RequestCounts } from './request-counts.js';
import type { LimitState } from './request-window.js';
import type { ActiveToken } from './resolved-access.js';

/**
 * Limits of requests for each company and each authorization, told in the headers RateLimit-Policy and RateLimit
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export class RateLimits {
  constructor(
    private readonly settings: RateLimitSettings,
    private readonly counts: RequestCounts,
  ) {}

  /** Counts a request. @throws ProblemError `too-many-requests` above a limit */
  async count(token: ActiveToken, reply: FastifyReply): Promise<void> {
    const { perClient, perGrant } = this.settings;
    if (perClient === 0 && perGrant === 0) return;
    const authorizationId = token.authorization?.authorizationId ?? null;
    const { client, grant } = await this.counts.count({ clientId: token.clientId, authorizationId });
    const states: [name: string, limit: number, state: LimitState][] = [['client', perClient, client]];
    if (grant) states.push(['grant', perGrant, grant]);
    const limited = states.filter(([, limit]) => limit > 0);
    if (limited.length === 0) return;
    void reply.header('ratelimit-policy', limited.map(([name, limit]) => `"${name}";q=${limit};w=${WINDOW_SECONDS}`).join(', '));
    void reply.header('ratelimit', limited.map(([name, , state]) => `"${name}";r=${state.remaining};t=${state.resetIn}`).join(', '));
    const over = limited.find(([, , { allowed }]) => !allowed);
    if (!over) return;
    const [name, limit, { resetIn }] = over;
    void reply.header('retry-after', String(resetIn));
    const whose = name === 'client' ? 'your client' : 'this authorization';
    const detail = `More than ${limit} requests a minute came for ${whose}: wait ${resetIn} seconds. One GET of the Batch resource returns everything.`;
    throw new ProblemError('too-many-requests', detail, { limit: name, retryAfter: resetIn });
  }

  /** What is left of the limits of a company and of one of its authorizations; null: no limit. Nothing is counted. */
  async look(
    clientId: string,
    authorizationId: string | null,
  ): Promise<{ readonly client: RateLimitView | null; readonly grant: RateLimitView | null }> {
    const { client, grant } = await this.counts.look({ clientId, authorizationId });
    const view = (limit: number, state: Omit<LimitState, 'allowed'> | null): RateLimitView | null =>
      limit === 0 || state === null ? null : { limit, windowSeconds: WINDOW_SECONDS, ...state };
    return { client: view(this.settings.perClient, client), grant: view(this.settings.perGrant, grant) };
  }
}
