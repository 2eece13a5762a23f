import { RequestWindow, type LimitState } from './request-window.js';

/** Seconds in which the settings count. */
export const WINDOW_SECONDS = 60;

export interface RateLimitSettings {
  /** Requests a minute of one company, over all its tokens; 0 is no limit. */
  readonly perClient: number;
  /** Requests a minute under one authorization; 0 is no limit. */
  readonly perGrant: number;
}

/** A request as far as limits look at it. */
export interface CountedRequest {
  readonly clientId: string;
  /** Null: it was made under no single authorization. */
  readonly authorizationId: string | null;
}

/** How the limits of a company and of one of its authorizations stand. */
export interface RateLimitState<State> {
  readonly client: State;
  readonly grant: State | null;
}

/** Counts the requests of a company over all the processes that serve it. */
export abstract class RequestCounts {
  abstract count(request: CountedRequest): Promise<RateLimitState<LimitState>>;

  /** What is left; nothing is counted. */
  abstract look(request: CountedRequest): Promise<RateLimitState<Omit<LimitState, 'allowed'>>>;
}

/** The counts of a process that serves alone, or that counts for others. */
export class OwnRequestCounts extends RequestCounts {
  readonly #client: RequestWindow;
  readonly #grant: RequestWindow;

  constructor({ perClient, perGrant }: RateLimitSettings) {
    super();
    this.#client = new RequestWindow(perClient, WINDOW_SECONDS);
    this.#grant = new RequestWindow(perGrant, WINDOW_SECONDS);
  }

  async count({ clientId, authorizationId }: CountedRequest): Promise<RateLimitState<LimitState>> {
    const now = performance.now() / 1000;
    return {
      client: this.#client.count(clientId, now),
      grant: authorizationId === null ? null : this.#grant.count(authorizationId, now),
    };
  }

  async look({ clientId, authorizationId }: CountedRequest): Promise<RateLimitState<Omit<LimitState, 'allowed'>>> {
    const now = performance.now() / 1000;
    return {
      client: this.#client.look(clientId, now),
      grant: authorizationId === null ? null : this.#grant.look(authorizationId, now),
    };
  }
}
