import { ServiceConfiguration } from '@greenledger/service-kit';
import { Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, IsUrl, Max, Min, ValidateIf } from 'class-validator';

const hasIssuer = ({ OIDC_ISSUER }: PortalConfiguration): boolean => OIDC_ISSUER !== undefined;

/** Environment of the portal. */
export class PortalConfiguration extends ServiceConfiguration {
  /** JSON array of accounts, see session/accounts.ts. */
  @IsString()
  ACCOUNTS_FILE!: string;

  /** Port of a plain HTTP listener that sends browsers to PUBLIC_ORIGIN (308); none when it is not set. */
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'set a port number from 0 to 65535' })
  @Min(0)
  @Max(65_535)
  HTTP_REDIRECT_PORT?: number;

  /** The built-in mail catcher of the embedded run; its page exists only when this is set. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  DEMO_MAIL_URL?: string;

  /** Where meter-ingestion takes files, for operators who upload one here; PUBLIC_ORIGIN when it is not set. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  INGEST_URL?: string;

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
