import type { Problem } from '../error-codes.js';
import type { ServiceName } from '../subjects.js';
import type { AuthorizationRequests } from './authorization-requests.js';

/** Tokens that one request may hold: keeps the answers, each with the terms of an authorization, below the message size of NATS. */
export const MOST_TOKENS = 16;

type ResolveToken = AuthorizationRequests['authorization.resolve-token'];

/** What one token of several opens, or the problem that a request of its own would have been answered with. */
export type TokenOutcome = ResolveToken['reply'] | { readonly problem: Problem };

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
