import type { DataReleasedInBulk } from '../events/bulk-release-events.js';
import type { AuthorizationEvent, ReleaseManifest, ReleaseRefusalCode, RevokedBy } from '../events/authorization-events.js';
import type { ThirdPartyEvent } from '../events/third-party-events.js';
import type { ReleaseExtent } from '../holding.js';
import type { LogEntry } from '../log-entry.js';
import type { AuthorizationStatus, Consent, Terms, ThirdPartyStatus } from '../terms.js';
import type { TokenProof } from './token-proof.js';
import type { ThirdPartyProfile } from '../third-party/registration-form.js';

/** Token kinds of ESPI: A access_token, C client_access_token, R registration_access_token. */
export type TokenKind = 'access' | 'client' | 'registration';

export type ResolvedToken =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly kind: TokenKind;
      readonly clientId: string;
      readonly thirdPartyId: string;
      readonly thirdPartyStatus: ThirdPartyStatus;
      readonly applicationInformationId: string;
      readonly scope: string;
      /** Seconds since 1970-01-01 UTC; null: no end. */
      readonly expiresAt: number | null;
      /** The client of a customer who fetches the own data: its authorizations name the bulk resource (mission M-18). */
      readonly selfAccess?: true;
      /** Whose manners the client is answered with; absent: those of the standard. */
      readonly profile?: 'pge';
      /** Only for kind `access`. */
      readonly authorization?: AuthorizationView;
    };

/** An authorization as it stands at `version`. */
export interface AuthorizationView {
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly thirdPartyName: string;
  readonly customerId: string;
  readonly status: AuthorizationStatus;
  readonly terms: Terms;
  readonly scope: string;
  readonly version: number;
  /** Version of the stream at which the terms in force were set. */
  readonly termsVersion: number;
  /** RFC 3339 UTC. */
  readonly grantedAt: string;
  readonly changedAt: string;
  readonly ended?: { readonly at: string; readonly by: RevokedBy | 'expiry'; readonly reason: string };
}

/** What the public, the consent page and the feed may know of a company; no secret. */
export interface ThirdPartyView {
  readonly thirdPartyId: string;
  readonly applicationInformationId: string;
  readonly clientId: string;
  readonly name: string;
  readonly purpose: string;
  readonly clientUri: string;
  readonly policyUri: string;
  readonly tosUri: string;
  readonly logoUri?: string;
  readonly redirectUris: readonly string[];
  readonly notifyUri: string;
  readonly scopes: readonly string[];
  readonly softwareId: string;
  readonly softwareVersion: string;
  /** Present when the company registered itself. */
  readonly profile?: ThirdPartyProfile;
  readonly status: ThirdPartyStatus;
  readonly registeredAt: string;
  readonly changedAt: string;
}

export interface RecordRelease extends ReleaseManifest {
  /** Chosen by the caller; the same id again returns the first receipt. */
  readonly releaseId: string;
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly clientId: string;
  readonly extent?: ReleaseExtent;
}
export type ReleaseDecision =
  | { readonly recorded: true; readonly releaseId: string; readonly version: number; readonly recordedAt: string }
  | { readonly recorded: false; readonly code: ReleaseRefusalCode; readonly detail: string };

/** One line of "who received what, when". */
export interface ReleaseView {
  readonly releaseId: string;
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  readonly thirdPartyName: string;
  readonly recordedAt: string;
  readonly manifest: ReleaseManifest;
}

export interface ConsentRequestView {
  readonly interactionId: string;
  readonly thirdParty: ThirdPartyView;
  /** The ESPI scope string asked for. */
  readonly scope: string;
  /** History asked for, seconds. */
  readonly historyLength: number;
  /** Seconds since 1970-01-01 UTC at which the request ends unanswered. */
  readonly expiresAt: number;
}

/** The customer's answer on the consent page. */
export interface ConsentChoice {
  readonly usagePointIds: readonly string[];
  readonly dataSets: Terms['dataSets'];
  /** Last moment of the authorization, seconds since 1970-01-01 UTC, exclusive; null: without end. */
  readonly authorizedUntil: number | null;
  /** History to share, seconds before now; at most what was asked for. */
  readonly historyLength: number;
  /** Share once: the data of the time before the grant, ended after the first complete fetch. */
  readonly oneTime?: true;
}

export interface AuthorizationRequests {
  'authorization.resolve-token': { request: { readonly tokenSha256: string; readonly proof?: TokenProof }; reply: ResolvedToken };
  'authorization.record-release': { request: RecordRelease; reply: ReleaseDecision };
  'authorization.list-authorizations': {
    request: { readonly thirdPartyId: string } | { readonly customerId: string };
    reply: { readonly authorizations: readonly AuthorizationView[] };
  };
  /** `not-found` when there is none. */
  'authorization.get-authorization': { request: { readonly authorizationId: string }; reply: AuthorizationView };
  'authorization.list-releases': { request: { readonly authorizationId: string }; reply: { readonly releases: readonly ReleaseView[] } };
  'authorization.revoke-authorization': {
    request: { readonly authorizationId: string; readonly by: RevokedBy; readonly customerId?: string; readonly reason: string };
    reply: { readonly version: number };
  };
  /** `conflict` when the terms are not those of `expectedTermsVersion` any more. A change that only narrows needs no consent. */
  'authorization.modify-authorization': {
    request: {
      readonly authorizationId: string;
      readonly customerId: string;
      readonly choice: ConsentChoice;
      readonly consent?: Consent;
      readonly expectedTermsVersion?: number;
    };
    reply: { readonly version: number };
  };
  'authorization.get-third-party': {
    request: { readonly thirdPartyId: string } | { readonly applicationInformationId: string };
    reply: ThirdPartyView;
  };
  'authorization.list-third-parties': { request: Record<string, never>; reply: { readonly thirdParties: readonly ThirdPartyView[] } };
  /** `consent-request-gone` when it was answered or has expired. */
  'authorization.describe-consent-request': { request: { readonly interactionId: string }; reply: ConsentRequestView };
  /** Records the grant, then answers where to send the browser (303). */
  'authorization.approve-consent': {
    request: { readonly interactionId: string; readonly customerId: string; readonly choice: ConsentChoice; readonly consent: Consent };
    reply: { readonly authorizationId: string; readonly returnTo: string };
  };
  'authorization.deny-consent': { request: { readonly interactionId: string }; reply: { readonly returnTo: string } };
  'authorization.read-log': { request: ReadLog; reply: LogPage<AuthorizationEvent | DataReleasedInBulk | ThirdPartyEvent> };
}

/** `after`: the last logIndex already known, -1 for none. */
export interface ReadLog {
  readonly after: number;
  readonly limit: number;
}
/** `head`: the newest logIndex of the log, -1 when it is empty. A page may hold fewer entries than asked for (size limit). */
export interface LogPage<Event extends { type: string; data: unknown }> {
  readonly entries: ReadonlyArray<LogEntry<Event>>;
  readonly head: number;
}
