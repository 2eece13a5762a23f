import type { DataSet } from './data-sets.js';
import type { Period } from './period.js';

/** What a customer authorized: the whole of it, at one version of the Authorization stream. */
export interface Terms {
  /** Internal usage point ids (never the pairwise ids a third party sees), sorted, without duplicates, at least one. */
  readonly usagePointIds: readonly string[];
  readonly dataSets: readonly DataSet[];
  /** How long the authorization lives (ESPI authorizedPeriod). */
  readonly authorizedPeriod: Period;
  /** Which data, by time of use, may be seen (ESPI publishedPeriod). */
  readonly publishedPeriod: Period;
  /** How far back the history reaches, in seconds before the grant; the publishedPeriod already honours it. */
  readonly historyLength: number;
  /** The purpose as the third party stated it and the customer read it. */
  readonly purpose: string;
  /** One complete fetch of what there was at the grant; shortly after it the authorization ends. */
  readonly oneTime?: true;
}

/** How, and on which text, the customer consented. */
export interface Consent {
  /** SHA-256, lower-case hex, of the exact consent text that was shown. */
  readonly textDigest: string;
  /** BCP 47 tag of the language that was shown. */
  readonly locale: string;
  /** `sandbox`: nobody agreed; the authorization is of the sandbox customer. */
  readonly method: 'online' | 'offlineForm' | 'selfAccess' | 'sandbox';
  /** SHA-256 of the scanned evidence, for the method `offlineForm`. */
  readonly evidenceDigest?: string;
  /** Pseudonymous ids of the two operators, who entered and who approved, for the method `offlineForm`. */
  readonly operators?: readonly [enteredBy: string, approvedBy: string];
}

export type AuthorizationStatus = 'active' | 'revoked' | 'expired';
export type ThirdPartyStatus = 'review' | 'production' | 'onHold' | 'terminated';
