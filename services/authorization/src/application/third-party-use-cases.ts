import { ApplicationInformation } from './application-information.js';
import { CertificateSignIn } from './certificate-sign-in.js';
import { CertificateWarnings } from './certificate-warnings.js';
import { ClientCredentials } from './client-credentials.js';
import { ClientKeys } from './client-keys.js';
import { Credentials } from './credentials-view.js';
import { DecisionMail } from './decision-mail.js';
import { ObservedTokens } from './observed-tokens.js';
import { RegisterCompany } from './register-company.js';
import { ReviewThirdParty } from './review-third-party.js';
import { ThirdPartyContacts } from './third-party-contacts.js';
import { UnconfirmedRegistrations } from './unconfirmed-registrations.js';
import { TestCredentialMaker } from './third-party-tests/test-credentials.js';
import { TestRuns } from './third-party-tests/test-runs.js';
import { ThirdPartyTests } from './third-party-tests/third-party-tests.js';

/** Everything behind registration, credentials, tests and review, for the module of the service. */
export const THIRD_PARTY_USE_CASES = [
  ApplicationInformation,
  CertificateSignIn,
  CertificateWarnings,
  ClientCredentials,
  ClientKeys,
  Credentials,
  DecisionMail,
  ObservedTokens,
  RegisterCompany,
  ReviewThirdParty,
  TestCredentialMaker,
  TestRuns,
  ThirdPartyContacts,
  ThirdPartyTests,
  UnconfirmedRegistrations,
];
