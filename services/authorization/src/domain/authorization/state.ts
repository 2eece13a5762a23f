import type { AuthorizationStatus, ReleaseRefusalCode, RevokedBy, Terms } from '@greenledger/contracts';
import type { Holdings } from './holding.js';

/** Before the first event. */
export interface NoAuthorization {
  readonly status: 'none';
  readonly version: number;
}

/** What the events of one Authorization stream add up to. */
export interface ExistingAuthorization {
  readonly status: AuthorizationStatus;
  /** Version of the last event folded in. */
  readonly version: number;
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly scope: string;
  readonly terms: Terms;
  /** Version at which the terms in force were set. */
  readonly termsVersion: number;
  readonly holdings: Holdings;
  /** Of the sandbox customer. */
  readonly sandbox?: true;
  /** When data was last released, at first the grant; seconds since 1970-01-01 UTC. */
  readonly lastUsedAt: number;
  /** The end, and the anniversary, that the customer was reminded of last. */
  readonly remindedEnd?: number;
  readonly remindedYear?: number;
  /** `at`: seconds since 1970-01-01 UTC, when the log tells it. */
  readonly ended?: { readonly by: RevokedBy | 'expiry'; readonly reason: string; readonly at?: number };
  /** The newest hour for which a refusal of this reason was recorded. */
  readonly refusedHours: Readonly<Partial<Record<ReleaseRefusalCode, string>>>;
}

export type AuthorizationState = NoAuthorization | ExistingAuthorization;

export const initialAuthorization: AuthorizationState = { status: 'none', version: 0 };
