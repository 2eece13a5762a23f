import { CompanyController } from './company/company.controller.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { DirectoryJsonController } from './directory/directory-json.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { CompanyLinks } from './people/company-links.js';
import { CompanyMail } from './people/company-mail.js';
import { CompanyPeople } from './people/company-people.js';
import { InvitationController } from './people/invitation.controller.js';
import { PeopleController } from './people/people.controller.js';
import { CompanyDownloadController } from './data/company-download.controller.js';
import { DeliveryDoor } from './data/delivery-door.js';
import { CompanyAuthorizationsController } from './data/company-authorizations.controller.js';
import { RequestsController } from './requests/requests.controller.js';
import { ConfirmController } from './register/confirm.controller.js';
import { DetailsController } from './register/details.controller.js';
import { RegisterController } from './register/register.controller.js';
import { SecurityController } from './security/security.controller.js';
import { TotpKeys } from './security/totp-keys.js';
import { SandboxConsent } from './sandbox/sandbox-consent.js';
import { CompanySignInController } from './sign-in/company-sign-in.controller.js';

/** Everything of companies, for the module of the portal. */
export const THIRD_PARTY_CONTROLLERS = [
  RegisterController,
  ConfirmController,
  InvitationController,
  CompanySignInController,
  CompanyController,
  CredentialsController,
  DetailsController,
  PeopleController,
  SecurityController,
  RequestsController,
  CompanyAuthorizationsController,
  CompanyDownloadController,
  DirectoryController,
  DirectoryJsonController,
];
export const THIRD_PARTY_PROVIDERS = [CompanyLinks, CompanyMail, CompanyPeople, DeliveryDoor, SandboxConsent, TotpKeys];
