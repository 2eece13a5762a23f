import type { DomainEvent } from '../log-entry.js';
import type { ThirdPartyTest } from '../third-party/progress.js';
import type { ThirdPartyRegistered } from './third-party-events.js';

interface Of {
  readonly thirdPartyId: string;
}

/** Somebody opened the link that was sent to the registering person's address. The address is in no event. */
export type ThirdPartyEmailConfirmed = DomainEvent<'ThirdPartyEmailConfirmed', Of>;

/** One of the three tests ran without a fault; `runId` names its recorded steps. */
export type ThirdPartyTestPassed = DomainEvent<'ThirdPartyTestPassed', Of & { readonly test: ThirdPartyTest; readonly runId: string }>;

/** The operator sent the registration back; the company may correct it and is reviewed again. */
export type ThirdPartyDeclined = DomainEvent<'ThirdPartyDeclined', Of & { readonly declinedBy: string; readonly reason: string }>;

/** Always the whole facts as they are from now on. */
export type ThirdPartyModified = DomainEvent<'ThirdPartyModified', { readonly facts: ThirdPartyRegistered['data'] } & Of>;

/** On hold: no release, no new customer; grants stay and work again after `ThirdPartyReinstated`. */
export type ThirdPartySuspended = DomainEvent<
  'ThirdPartySuspended',
  Of & {
    readonly suspendedBy: string;
    readonly reason: string;
    /** Until when the cause is to be cured; seconds since 1970-01-01 UTC. */
    readonly cureBy: number;
  }
>;
export type ThirdPartyReinstated = DomainEvent<'ThirdPartyReinstated', Of & { readonly reinstatedBy: string }>;

/** The end: its authorizations are revoked one by one after this event. */
export type ThirdPartyTerminated = DomainEvent<'ThirdPartyTerminated', Of & { readonly terminatedBy: string; readonly reason: string }>;

/** A credential was added, replaced or ended. Holds what is public of it only. */
export type ThirdPartyCredentialRotated = DomainEvent<
  'ThirdPartyCredentialRotated',
  Of & {
    readonly credential: 'clientSecret' | 'jwks' | 'certificate' | 'tlsSubject' | 'registrationAccessToken';
    readonly change: 'added' | 'ended';
    /** From when the credentials of before are no longer good; seconds since 1970-01-01 UTC. */
    readonly previousUntil?: number;
    /** SHA-256 of a certificate's DER form, lower-case hex. */
    readonly thumbprint?: string;
  }
>;

export type ThirdPartyLifecycleEvent =
  | ThirdPartyEmailConfirmed
  | ThirdPartyTestPassed
  | ThirdPartyDeclined
  | ThirdPartyModified
  | ThirdPartySuspended
  | ThirdPartyReinstated
  | ThirdPartyTerminated
  | ThirdPartyCredentialRotated;
