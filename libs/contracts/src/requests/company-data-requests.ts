import type { ServiceName } from '../subjects.js';

/** A refused request as the company that sent it may read it. Never a token: what came in its place is left out. */
export interface KeptRefusal {
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly request: { readonly method: string; readonly target: string; readonly tokenKind: string; readonly clientId: string };
  readonly answer: { readonly status: number; readonly code: string; readonly detail: string; readonly members: object };
  /** The authorization that the token stood for, at the version that was judged. */
  readonly authorization: { readonly id: string; readonly version: number; readonly termsVersion: number; readonly status: string } | null;
  readonly correlationId: string;
}

/** A limit of requests, and what is left of it in the process that answers. */
export interface RateLimitView {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Seconds until the count starts anew. */
  readonly resetIn: number;
}

/** A local day on which readings are missing: for `noValue` of them the meter gave no value, of the others nothing was received. */
export interface DayWithGap {
  readonly day: string;
  readonly expected: number;
  readonly received: number;
  readonly noValue: number;
}

/** Received beside expected readings of one channel that a company may fetch. */
export interface ChannelHealth {
  /** As `readingTypeKeyText` writes it. */
  readonly channel: string;
  /** Seconds; 0 for register reads, which have no expected number. */
  readonly intervalLength: number;
  readonly expected: number | null;
  readonly received: number;
  /** Whole local days on which readings are missing. */
  readonly gaps: readonly DayWithGap[];
  /** End of the newest reading with a value that may be fetched, seconds since 1970-01-01 UTC; null when there is none. */
  readonly newestEnd: number | null;
}

/** A service under an authorization, by the id that this company knows it by. */
export interface ServiceHealth {
  /** Path id of the UsagePoint for this company. */
  readonly usagePointId: string;
  readonly serviceKind: number;
  readonly timeZone: string;
  readonly channels: readonly ChannelHealth[];
}

/** Why nothing can be fetched: the authorization has ended · it holds no usage data · none of its services may be read now. */
export type UnreadableReason = 'ended' | 'no-usage' | 'not-readable';

/** What the pages of a company ask of data-delivery. The caller has let a person of that company in. */
export interface CompanyDataRequests {
  /** Newest first, at most 100. */
  'data-delivery.list-refusals': {
    request: { readonly thirdPartyId: string; readonly limit: number };
    reply: { readonly keptDays: number; readonly refusals: readonly KeptRefusal[] };
  };
  /** `not-found` when it is another company's, too old, or none. */
  'data-delivery.get-refusal': { request: { readonly thirdPartyId: string; readonly refusalId: string }; reply: KeptRefusal };
  /** null: no limit. `grant` is of the authorization asked for. Nothing is counted by asking. */
  'data-delivery.get-rate-limits': {
    request: { readonly clientId: string; readonly authorizationId: string | null };
    reply: { readonly client: RateLimitView | null; readonly grant: RateLimitView | null };
  };
  /**
   * How fresh the data under an authorization is, and what is missing of the last whole local days (1 to 31) that lie within
   * it. Counts and times only, no reading: it is no release. `not-found` when the authorization is another company's.
   */
  'data-delivery.describe-data-health': {
    request: { readonly thirdPartyId: string; readonly authorizationId: string; readonly days: number };
    reply: { readonly unreadable: UnreadableReason | null; readonly usagePoints: readonly ServiceHealth[] };
  };
}

export const COMPANY_DATA_CALLERS: Record<keyof CompanyDataRequests, readonly ServiceName[]> = {
  'data-delivery.list-refusals': ['portal'],
  'data-delivery.get-refusal': ['portal'],
  'data-delivery.get-rate-limits': ['portal'],
  'data-delivery.describe-data-health': ['portal'],
};
