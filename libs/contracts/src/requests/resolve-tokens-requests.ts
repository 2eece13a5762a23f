import type { Problem } from '../error-codes.js';
import type { ServiceName } from '../subjects.js';
import type { AuthorizationRequests } from './authorization-requests.js';

/** Tokens that one request may hold, and usage points that its answers may name: keeps them below the message size of NATS. */
export const [MOST_TOKENS, MOST_USAGE_POINTS_OF_TOKENS] = [16, 15_000];

type ResolveToken = AuthorizationRequests['authorization.resolve-token'];

/**
 * What one token of several opens, or the problem that a request of its own would have been answered with. `alone`: there was no
 * room for it beside the others, and it was not judged; it is to be asked for by itself.
 */
export type TokenOutcome = ResolveToken['reply'] | { readonly problem: Problem } | { readonly alone: true };

/** Resolving of many tokens with one request. Each is judged for itself, as by `resolve-token`. */
export interface ResolveTokensRequests {
  /** At most `MOST_TOKENS`; the outcomes come in the order of the tokens. */
  'authorization.resolve-tokens': {
    request: { readonly tokens: readonly ResolveToken['request'][] };
    reply: { readonly outcomes: readonly TokenOutcome[] };
  };
}

/** Who may ask what: part of `CALLERS`. */
export const RESOLVE_TOKENS_CALLERS: Record<keyof ResolveTokensRequests, readonly ServiceName[]> = {
  'authorization.resolve-tokens': ['data-delivery'],
};
