import type { Language } from '../languages.js';
import type { CredentialChange, CredentialsView, IssuedOnce } from '../third-party/credentials.js';
import type { TestRun, ThirdPartyProgress, ThirdPartyTest } from '../third-party/progress.js';
import type { ContactPerson, RegistrationForm } from '../third-party/registration-form.js';

/** What an operator decides; `reason` is shown to the company and kept in the log, so it names no person. */
export type ReviewDecision =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly reason: string }
  /** `cureBy`: seconds since 1970-01-01 UTC. */
  | { readonly kind: 'hold'; readonly reason: string; readonly cureBy: number }
  | { readonly kind: 'reinstate' }
  | { readonly kind: 'terminate'; readonly reason: string };

/** Registration, credentials and review of companies; owned by authorization. */
export interface ThirdPartyRequests {
  /** The same id again changes nothing. `invalid-body` with member `faults` (RegistrationFault[]) when a rule is broken. */
  'authorization.register-third-party': {
    request: {
      readonly thirdPartyId: string;
      readonly form: RegistrationForm;
      readonly terms: { readonly version: string; readonly digest: string };
    };
    reply: { readonly clientId: string };
  };
  'authorization.confirm-third-party-email': { request: { readonly thirdPartyId: string }; reply: { readonly stage: string } };
  /** As register, for what the company may change by itself. */
  'authorization.modify-third-party': {
    request: { readonly thirdPartyId: string; readonly form: RegistrationForm };
    reply: { readonly stage: string };
  };
  'authorization.get-third-party-progress': { request: { readonly thirdPartyId: string }; reply: ThirdPartyProgress };
  'authorization.list-third-party-progress': {
    request: Record<string, never>;
    reply: { readonly thirdParties: readonly ThirdPartyProgress[] };
  };
  /** Personal data, for the operator and the company itself; null when it was never stated or is erased. */
  'authorization.get-third-party-contacts': {
    request: { readonly thirdPartyId: string };
    reply: { readonly contacts: { taxpayerId: string; businessContact: ContactPerson; technicalContact: ContactPerson } | null };
  };
  'authorization.review-third-party': {
    request: { readonly thirdPartyId: string; readonly operator: string; readonly decision: ReviewDecision };
    reply: { readonly stage: string };
  };
  /** Begins a run and answers at once; its end is in list-test-runs. */
  'authorization.run-third-party-test': {
    request: {
      readonly thirdPartyId: string;
      readonly test: ThirdPartyTest;
      /** Of the OAuth test. `company`: judge what its software was seen doing; absent: act as the client where that is possible. */
      readonly madeBy?: 'company';
    };
    reply: { readonly runId: string };
  };
  /** The newest run of each test. */
  'authorization.list-test-runs': { request: { readonly thirdPartyId: string }; reply: { readonly runs: readonly TestRun[] } };
  'authorization.get-credentials': { request: { readonly thirdPartyId: string }; reply: CredentialsView };
  'authorization.change-credentials': {
    request: { readonly thirdPartyId: string; readonly change: CredentialChange };
    reply: IssuedOnce;
  };
}

/** Mail that is not about an authorization. Address and link are erased when it is sent. */
export type AccountMail =
  | { readonly kind: 'confirmRegistration'; readonly company: string; readonly link: string }
  /** Somebody used the address of an account to register anew. */
  | { readonly kind: 'accountExists'; readonly company: string; readonly link: string }
  | { readonly kind: 'invitation'; readonly company: string; readonly link: string }
  | { readonly kind: 'certificateExpires'; readonly company: string; readonly link: string; readonly days: number }
  /** What the utility decided; `reason` is empty for an approval and a lifted hold. */
  | {
      readonly kind: 'decision';
      readonly company: string;
      readonly link: string;
      readonly decision: ReviewDecision['kind'];
      readonly reason: string;
    };

export interface NotificationRequests {
  /** The same mailId again changes nothing. `language`: of the page on which it was asked for; absent: the one that is set. */
  'notification.queue-mail': {
    request: { readonly mailId: string; readonly to: string; readonly mail: AccountMail; readonly language?: Language };
    reply: { readonly queued: true };
  };
}
