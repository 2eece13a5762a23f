import type { ThirdPartyView } from './authorization-requests.js';

/** What a company may state anew of its ApplicationInformation; a member that is left out stays as it is. */
export interface ApplicationInformationChange {
  readonly name?: string;
  readonly purpose?: string;
  readonly clientUri?: string;
  readonly policyUri?: string;
  readonly tosUri?: string;
  /** Empty: no logo any more. */
  readonly logoUri?: string;
  readonly portalUri?: string;
  readonly redirectUris?: readonly string[];
  readonly notifyUri?: string;
}

/** What a company does to its registration over ESPI (FB_44; MGT001 to MGT003). data-delivery vouches for who is asking. */
export interface ApplicationInformationRequests {
  /** `restore` takes back what the company withdrew. `invalid-body` with `faults`, `conflict` for what needs the utility. */
  'authorization.change-application-information': {
    request: { readonly applicationInformationId: string; readonly change: ApplicationInformationChange; readonly restore: boolean };
    reply: ThirdPartyView;
  };
  /** On hold at once, for 30 days until the end; again, it changes nothing. `conflict` before production and on the utility's hold. */
  'authorization.withdraw-application-information': {
    request: { readonly applicationInformationId: string };
    reply: ThirdPartyView;
  };
}

/** Who may ask for them. */
export const APPLICATION_INFORMATION_CALLERS = {
  'authorization.change-application-information': ['data-delivery'],
  'authorization.withdraw-application-information': ['data-delivery'],
} as const;
