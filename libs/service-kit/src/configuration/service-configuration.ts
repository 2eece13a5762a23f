import { LANGUAGES, type Language } from '@greenledger/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { TLS_PROFILES, type TlsProfile } from '../tls/tls-profile.js';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What every service reads from its environment; a service extends it by its own variables. The property is the variable. */
export class ServiceConfiguration {
  /** Address to listen on. */
  @IsString()
  @IsNotEmpty()
  HOST = '127.0.0.1';

  /** TCP port to listen on; 0 takes a free one. */
  @Type(() => Number)
  @IsInt({ message: 'set a port number from 0 to 65535' })
  @Min(0)
  @Max(65_535)
  PORT!: number;

  /** The origin that browsers and third parties see, without a path: every absolute URL starts with it. */
  @Matches(/^https?:\/\/[^/?#\s]+$/, { message: 'set the public origin without a path, for example http://localhost:8080' })
  PUBLIC_ORIGIN!: string;

  /** PostgreSQL, as the service's own role. */
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'set postgres://<role>:<password>@<host>:<port>/<database>' })
  DATABASE_URL!: string;

  @Matches(/^(nats|tls):\/\/\S+$/, { message: 'set nats://<host>:<port>, or tls://<host>:<port>' })
  NATS_URL!: string;

  @IsNotEmpty({ message: 'set the NATS user of the service, which is its name' })
  NATS_USER!: string;

  @IsNotEmpty({ message: 'set the password of the NATS user' })
  NATS_PASSWORD!: string;

  /** PEM file of the authority that signed the server certificate of NATS (`tls://`); the authorities of Node.js when it is not set. */
  @IsOptional()
  @IsString()
  NATS_CA_FILE?: string;

  /** PEM file of the certificate chain this service shows, own certificate first; renewed files are taken up without a restart. */
  @IsOptional()
  @IsString()
  TLS_CERTIFICATE_FILE?: string;

  /** PEM file of its private key, without a passphrase. */
  @IsOptional()
  @IsString()
  TLS_KEY_FILE?: string;

  /** `espi-4.0`: TLS 1.3 only; `espi-3.3`: also TLS 1.2 with the suites of BCP 195. */
  @IsIn(TLS_PROFILES, { message: `set one of ${TLS_PROFILES.join(', ')}` })
  TLS_PROFILE: TlsProfile = 'espi-4.0';

  /** `true` lets the service listen beyond loopback, and reach PostgreSQL and NATS there, without TLS: only where a mesh encrypts. */
  @IsIn(['true', 'false'], { message: 'set true or false' })
  INSECURE_TRANSPORT: 'true' | 'false' = 'false';

  @IsIn(LOG_LEVELS, { message: `set one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL: LogLevel = 'info';

  /** The language of pages and mails for people who did not choose one and whose browser names none of ours. */
  @IsIn(LANGUAGES, { message: `set one of ${LANGUAGES.join(', ')}` })
  DEFAULT_LANGUAGE: Language = 'en';

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
