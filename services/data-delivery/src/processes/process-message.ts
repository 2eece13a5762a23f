import type { LimitState } from '../access/request-window.js';
import type { CountedRequest, RateLimitState } from '../access/request-counts.js';

/** What the processes of one service tell each other; all of it goes by way of the first process. */
export type ProcessMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'wake-preparation' }
  | { readonly type: 'count'; readonly question: number; readonly request: CountedRequest }
  | { readonly type: 'look'; readonly question: number; readonly request: CountedRequest }
  | { readonly type: 'counted'; readonly question: number; readonly states: RateLimitState<LimitState> }
  | { readonly type: 'looked'; readonly question: number; readonly states: RateLimitState<Omit<LimitState, 'allowed'>> };
