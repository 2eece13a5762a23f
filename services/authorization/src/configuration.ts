import { ServiceConfiguration } from '@greenledger/service-kit';
import { Transform } from 'class-transformer';
import { IsBoolean, IsNotEmpty, IsString } from 'class-validator';

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

  /** Only for the embedded run and tests: addresses of companies (notify, redirect, JWKS) may be on this machine, also by plain http. */
  @Transform(
    ({ obj }: { obj: Record<string, unknown> }) => obj['OUTBOUND_ALLOW_LOOPBACK'] === 'true' || obj['OUTBOUND_ALLOW_LOOPBACK'] === true,
  )
  @IsBoolean()
  OUTBOUND_ALLOW_LOOPBACK = false;
}
