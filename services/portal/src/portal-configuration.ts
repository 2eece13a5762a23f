import { ServiceConfiguration } from '@greenledger/service-kit';
import { IsNotEmpty, IsOptional, IsString, IsUrl, ValidateIf } from 'class-validator';

const hasIssuer = ({ OIDC_ISSUER }: PortalConfiguration): boolean => OIDC_ISSUER !== undefined;

/** Environment of the portal. */
export class PortalConfiguration extends ServiceConfiguration {
  /** JSON array of accounts, see session/accounts.ts. */
  @IsString()
  ACCOUNTS_FILE!: string;

  /** The built-in mail catcher of the embedded run; its page exists only when this is set. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  DEMO_MAIL_URL?: string;

  /** Private folder of the scans of paper forms, to be backed up; without it there are no paper forms. */
  @IsOptional()
  @IsString()
  EVIDENCE_DIR?: string;

  /** Private file of the key that seals the keys of the second step, made when absent, to be backed up; without it nobody can switch the second step on. */
  @IsOptional()
  @IsString()
  TOTP_KEY_FILE?: string;

  /** The utility whose customers sign in here, as they know it. */
  @IsString()
  UTILITY_NAME = 'Your Utility';

  /** Issuer of an OpenID Connect provider that customers may sign in with; there is none when it is not set. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  OIDC_ISSUER?: string;

  @ValidateIf(hasIssuer)
  @IsNotEmpty({ message: 'set the client id under which the portal is registered at OIDC_ISSUER' })
  OIDC_CLIENT_ID?: string;

  /** Absent for a public client. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;

  /** How customers know the provider. */
  @ValidateIf(hasIssuer)
  @IsNotEmpty({ message: 'set the name of the provider as customers know it; it stands on the button' })
  OIDC_PROVIDER_NAME?: string;

  @IsString()
  OIDC_SCOPE = 'openid profile';

  /** The claim (ID token or UserInfo) that holds the utility's customer number as text. */
  @IsString()
  OIDC_CUSTOMER_NUMBER_CLAIM = 'customer_number';
}
