import { ServiceConfiguration } from '@greenledger/service-kit';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, Min } from 'class-validator';

/** Environment of the authorization service. */
export class AuthorizationConfiguration extends ServiceConfiguration {
  @IsString()
  @IsNotEmpty({ message: 'set the folder of the OAuth keys and the log signing key; it is made when absent' })
  KEYS_DIR!: string;

  @IsString()
  @IsNotEmpty({ message: 'set the folder for signed checkpoints, outside the database' })
  CHECKPOINT_DIR!: string;

  @IsString()
  @IsNotEmpty({ message: 'set the origin text of the log, for example greenledger.local/authorization' })
  LOG_ORIGIN!: string;

  /** How many days before its end customer and company are reminded of an authorization. */
  @Type(() => Number)
  @IsInt({ message: 'set a whole number of days, for example 30' })
  @Min(0)
  REMIND_BEFORE_END_DAYS = 30;

  /** After how many days without a release an authorization ends; 0: never. */
  @Type(() => Number)
  @IsInt({ message: 'set a whole number of days, for example 365; 0 for never' })
  @Min(0)
  END_UNUSED_DAYS = 365;

  /** After how many days a registration ends whose e-mail address was not confirmed; its taxpayer id is free again then. */
  @Type(() => Number)
  @IsInt({ message: 'set a whole number of days, for example 7' })
  @Min(1)
  CONFIRM_REGISTRATION_DAYS = 7;

  /** PEM file of the authorities, roots and intermediate ones, whose client certificates `tls_client_auth` (RFC 8705) believes. */
  @IsOptional()
  @IsString()
  CLIENT_CERTIFICATE_AUTHORITIES_FILE?: string;

  /** Only for the embedded run and tests: addresses of companies (notify, redirect, JWKS) may be on this machine, also by plain http. */
  @Transform(
    ({ obj }: { obj: Record<string, unknown> }) => obj['OUTBOUND_ALLOW_LOOPBACK'] === 'true' || obj['OUTBOUND_ALLOW_LOOPBACK'] === true,
  )
  @IsBoolean()
  OUTBOUND_ALLOW_LOOPBACK = false;
}
