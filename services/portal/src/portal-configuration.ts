import { ServiceConfiguration } from '@greenledger/service-kit';
import { IsOptional, IsString, IsUrl } from 'class-validator';

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

  /** The utility whose customers sign in here, as they know it. */
  @IsString()
  UTILITY_NAME = 'Your Utility';
}
