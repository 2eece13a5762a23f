import type { Consent, Holding, RecordRelease as RecordReleaseRequest, RevokedBy, Terms, ThirdPartyStatus } from '@greenledger/contracts';
import type { LifecycleCommand } from './lifecycle-commands.js';
import type { ReinstateAuthorization } from './reinstate.js';

/** Every command carries its moment: `at`, seconds since 1970-01-01 UTC. */
interface Timed {
  readonly at: number;
}

export interface GrantAuthorization extends Timed {
  readonly type: 'grantAuthorization';
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly customerId: string;
  readonly terms: Terms;
  readonly consent: Consent;
  readonly scope: string;
  /** When the customer holds the usage points of the terms. */
  readonly holdings?: readonly Holding[];
}

export interface ModifyAuthorization extends Timed {
  readonly type: 'modifyAuthorization';
  /** Who asks; must be the customer who granted. */
  readonly customerId: string;
  readonly terms: Terms;
  /** Kept only when the change widens or replaces the terms; a narrowing needs none. */
  readonly consent?: Consent;
  readonly holdings?: readonly Holding[];
  /** The version at which the terms that were shown had been set; other terms in force are a conflict. */
  readonly expectedTermsVersion?: number;
}

export interface RevokeAuthorization extends Timed {
  readonly type: 'revokeAuthorization';
  readonly by: RevokedBy;
  readonly reason: string;
  /** Given when a customer asks; must be the one who granted. */
  readonly customerId?: string;
}

export interface ExpireAuthorization extends Timed {
  readonly type: 'expireAuthorization';
}

export interface RecordRelease extends Timed {
  readonly type: 'recordRelease';
  readonly release: RecordReleaseRequest;
  /** Status of the company that asks, at the moment of the command. */
  readonly thirdPartyStatus: ThirdPartyStatus;
}

export type AuthorizationCommand =
  | GrantAuthorization
  | ModifyAuthorization
  | RevokeAuthorization
  | ExpireAuthorization
  | ReinstateAuthorization
  | RecordRelease
  | LifecycleCommand;
