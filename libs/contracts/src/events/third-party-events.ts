import type { DomainEvent } from '../log-entry.js';
import type { ThirdPartyProfile } from '../third-party/registration-form.js';
import type { ThirdPartyCustomerBound } from './self-access-events.js';
import type { ThirdPartyLifecycleEvent } from './third-party-lifecycle-events.js';

/** First event of the stream `third-party-<thirdPartyId>`. Holds public facts of a company only: no person, no e-mail, no secret. */
export type ThirdPartyRegistered = DomainEvent<
  'ThirdPartyRegistered',
  {
    readonly thirdPartyId: string;
    /** Opaque id of the ESPI ApplicationInformation resource. */
    readonly applicationInformationId: string;
    readonly clientId: string;
    readonly name: string;
    /** Why the company asks for data, in plain words; shown on the consent page. */
    readonly purpose: string;
    readonly clientUri: string;
    readonly policyUri: string;
    readonly tosUri: string;
    readonly logoUri?: string;
    /** Exact match, nothing normalised (RFC 9700 section 2.1). */
    readonly redirectUris: readonly string[];
    /** ESPI thirdPartyNotifyUri. */
    readonly notifyUri: string;
    /** ESPI scope strings that the company may ask for. */
    readonly scopes: readonly string[];
    readonly softwareId: string;
    readonly softwareVersion: string;
    /** Present when the company registered itself; then e-mail, tests and review come before production. */
    readonly profile?: ThirdPartyProfile;
  }
>;

export type ThirdPartyApproved = DomainEvent<'ThirdPartyApproved', { readonly thirdPartyId: string; readonly approvedBy: string }>;

export type ThirdPartyEvent = ThirdPartyRegistered | ThirdPartyApproved | ThirdPartyLifecycleEvent | ThirdPartyCustomerBound;
