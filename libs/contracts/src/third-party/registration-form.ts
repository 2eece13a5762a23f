import type { DataSet } from '../data-sets.js';

/** Who registers (mission M-17): a company, a customer for the own data, a community choice aggregator, a demand-response provider. */
export const THIRD_PARTY_USER_TYPES = ['thirdParty', 'selfAccess', 'communityChoiceAggregator', 'demandResponseProvider'] as const;
export type ThirdPartyUserType = (typeof THIRD_PARTY_USER_TYPES)[number];

/** A person to talk to. Personal data: never in an event, erasable. */
export interface ContactPerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** What a company states when it registers itself, on the page or by RFC 7591. */
export interface RegistrationForm {
  readonly name: string;
  /** Nine digits, without the hyphen in which they are often written. */
  readonly taxpayerId: string;
  readonly userType: ThirdPartyUserType;
  /** Why it asks for data, in plain words. */
  readonly purpose: string;
  readonly dataSets: readonly DataSet[];
  readonly clientUri: string;
  readonly policyUri: string;
  readonly tosUri: string;
  /** Empty when there is none: the only field that may be. */
  readonly logoUri: string;
  /** Where a customer is sent who starts at the utility. */
  readonly portalUri: string;
  /** Exact match, nothing normalised. */
  readonly redirectUris: readonly string[];
  readonly notifyUri: string;
  readonly businessContact: ContactPerson;
  readonly technicalContact: ContactPerson;
}

/** Terms of use as they were accepted: the digest is the SHA-256 (lower-case hex) of the exact text that was shown. */
export interface AcceptedTerms {
  readonly version: string;
  readonly digest: string;
  /** RFC 3339 UTC. */
  readonly acceptedAt: string;
}

/** Facts of a self-registered company beyond those of every registration; no person in them. */
export interface ThirdPartyProfile {
  readonly userType: ThirdPartyUserType;
  readonly dataSets: readonly DataSet[];
  readonly portalUri: string;
  readonly terms: AcceptedTerms;
}
