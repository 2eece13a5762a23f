import type { ServiceName } from '../subjects.js';

/** A call of a company to the delivery API, as its people may see it. Never a token: what came in its place is left out. */
export interface CompanyCall {
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly method: string;
  readonly target: string;
  readonly tokenKind: string;
  readonly authorizationId: string | null;
  readonly status: number;
  /** Whether the whole answer went out. */
  readonly complete: boolean;
  /** Milliseconds from the request to the end of the answer. */
  readonly duration: number;
  /** Of a single release, with what left of it; a bulk feed has a release for each authorization and names none. */
  readonly release: { readonly id: string; readonly bytes: number | null } | null;
  /** Where the refusal is explained; null when nothing was refused. */
  readonly refusal: { readonly id: string; readonly code: string } | null;
  readonly correlationId: string;
}

/** The request inspector on the pages of a company. The caller has let a person of that company in. */
export interface CompanyCallRequests {
  /** The newest calls, newest first, at most 100; so many of each company are kept. */
  'data-delivery.list-calls': {
    request: { readonly thirdPartyId: string; readonly limit: number };
    reply: { readonly kept: number; readonly calls: readonly CompanyCall[] };
  };
}

export const COMPANY_CALL_CALLERS: Record<keyof CompanyCallRequests, readonly ServiceName[]> = {
  'data-delivery.list-calls': ['portal'],
};
