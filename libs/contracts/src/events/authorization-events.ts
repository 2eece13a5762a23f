import type { DataSet } from '../data-sets.js';
import type { Holding, ReleaseExtent } from '../holding.js';
import type { DomainEvent } from '../log-entry.js';
import type { Window } from '../period.js';
import type { Consent, Terms } from '../terms.js';
import type { AuthorizationLifecycleEvent } from './lifecycle-events.js';
import type { AuthorizationReinstated } from './reinstatement-events.js';

/** The customer granted a third party access. First event of the stream `authorization-<authorizationId>`. */
export type AuthorizationGranted = DomainEvent<
  'AuthorizationGranted',
  {
    readonly authorizationId: string;
    readonly thirdPartyId: string;
    /** Pseudonymous customer id, owned by meter-ingestion. */
    readonly customerId: string;
    readonly terms: Terms;
    readonly consent: Consent;
    /** The granted ESPI scope string. */
    readonly scope: string;
    /** When the customer holds the usage points of the terms, as known at the grant. */
    readonly holdings?: readonly Holding[];
  }
>;

/** The terms in force from this version on; always the whole new terms, never a difference. */
export type AuthorizationModified = DomainEvent<
  'AuthorizationModified',
  {
    readonly authorizationId: string;
    readonly terms: Terms;
    readonly change: 'narrowed' | 'widened' | 'replaced';
    /** Present when the change widened or replaced the terms: that needs consent again. */
    readonly consent?: Consent;
    /** Of the usage points that came in with these terms. */
    readonly holdings?: readonly Holding[];
    /** Absent: the customer asked for the change. `oneTimeReleased`: a share for one time was fetched and ends now. */
    readonly cause?: 'oneTimeReleased';
  }
>;

export type RevokedBy = 'customer' | 'thirdParty' | 'utility';

export type AuthorizationRevoked = DomainEvent<
  'AuthorizationRevoked',
  { readonly authorizationId: string; readonly by: RevokedBy; readonly reason: string }
>;

/**
 * `expiredAt`: end of the authorizedPeriod, or with the cause `unused` the moment at which it had been unused for too long;
 * seconds since 1970-01-01 UTC.
 */
export type AuthorizationExpired = DomainEvent<
  'AuthorizationExpired',
  { readonly authorizationId: string; readonly expiredAt: number; readonly cause?: 'unused' }
>;

/** What a release says it will send, before a byte leaves. The same shape is asked for, recorded and audited. */
export interface ReleaseManifest {
  /** The ESPI resource, for example `Batch/Subscription`. */
  readonly resource: string;
  /** Lower-case hex SHA-256 over the ordered manifest (record id, version, digest) and the renderer version. */
  readonly manifestDigest: string;
  readonly rendererVersion: string;
  /** Time of use covered by the readings sent: every reading starts inside it. Empty window (start = end) when none. */
  readonly window: Window;
  /** Internal usage point ids, sorted. */
  readonly usagePointIds: readonly string[];
  readonly dataSets: readonly DataSet[];
  readonly counts: { readonly usagePoints: number; readonly blocks: number; readonly readings: number };
}

/** Recorded before the bytes leave; the receipt for it is what allows them to. */
export type DataReleased = DomainEvent<
  'DataReleased',
  ReleaseManifest & {
    readonly authorizationId: string;
    readonly releaseId: string;
    readonly thirdPartyId: string;
    readonly clientId: string;
    /** Version of the Authorization stream whose terms allowed this release. */
    readonly termsVersion: number;
    readonly extent?: ReleaseExtent;
    /** Readings of the sandbox customer: no person's data left. */
    readonly sandbox?: true;
  }
>;

/** A release that the terms did not allow; at most one per reason and hour. */
export type DataReleaseRefused = DomainEvent<
  'DataReleaseRefused',
  {
    readonly authorizationId: string;
    readonly thirdPartyId: string;
    readonly clientId: string;
    readonly resource: string;
    readonly code: ReleaseRefusalCode;
    /** RFC 3339 UTC, the full hour this entry stands for. */
    readonly hour: string;
  }
>;

export const RELEASE_REFUSAL_CODES = [
  'authorization-revoked',
  'authorization-expired',
  'authorization-not-yet-valid',
  'usage-point-not-authorized',
  'data-set-not-authorized',
  'outside-published-period',
  'outside-holder-period',
  'third-party-not-in-production',
  'sandbox-only-before-production',
  'wrong-third-party',
] as const;
export type ReleaseRefusalCode = (typeof RELEASE_REFUSAL_CODES)[number];

export type AuthorizationEvent =
  | AuthorizationGranted
  | AuthorizationModified
  | AuthorizationRevoked
  | AuthorizationExpired
  | DataReleased
  | DataReleaseRefused
  | AuthorizationLifecycleEvent
  | AuthorizationReinstated;
