import type { AuthorizationStatus, ReleaseRefusalCode, RevokedBy, Terms } from '@greenledger/contracts';

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
  readonly ended?: { readonly by: RevokedBy | 'expiry'; readonly reason: string };
  /** The newest hour for which a refusal of this reason was recorded. */
  readonly refusedHours: Readonly<Partial<Record<ReleaseRefusalCode, string>>>;
}

export type AuthorizationState = NoAuthorization | ExistingAuthorization;

export const initialAuthorization: AuthorizationState = { status: 'none', version: 0 };
