import { AddProviderSignOut1764000001600 } from './add-provider-sign-out.js';
import { CreateConsentAnswers1764000001610 } from './create-consent-answers.js';
import { CreateCompanyTables1764000001300 } from './create-company-tables.js';
import { CreateGuestTables1764000000400 } from './create-guest-tables.js';
import { CreateProviderSignIn1764000000310 } from './create-provider-sign-in.js';
import { CreateSessionTables1764000000002 } from './create-session-tables.js';

/** Every migration of the schema `portal`, in order. */
export const migrations = [
  CreateSessionTables1764000000002,
  CreateProviderSignIn1764000000310,
  CreateGuestTables1764000000400,
  CreateCompanyTables1764000001300,
  AddProviderSignOut1764000001600,
  CreateConsentAnswers1764000001610,
];
