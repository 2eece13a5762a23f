import { ServiceConfiguration } from '@greenledger/service-kit';
import { IsNotEmpty, IsOptional, IsString, Matches } from 'class-validator';

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

  /** Mutual TLS (RFC 8705) is offered only when this is set. The terminator must overwrite the header on every request. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]+$/, {
    message: 'name the header in which the TLS terminator hands over the client certificate, or leave it unset',
  })
  CLIENT_CERTIFICATE_HEADER?: string;

  /** Addresses or ranges (CIDR, or `loopback`, `uniquelocal`), separated by commas, whose forwarded headers are believed. */
  @IsString()
  @IsNotEmpty({ message: 'name the addresses of the proxies in front, or leave it unset for loopback' })
  TRUSTED_PROXIES = 'loopback';
}
