import { IsIn, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, IsTimeZone, Matches, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { ServiceConfiguration } from '@greenledger/service-kit';

/** What meter-ingestion reads from its environment. */
export class MeterIngestionConfiguration extends ServiceConfiguration {
  /** Folder that keeps every delivered file, named by its SHA-256, compressed. */
  @IsString()
  @IsNotEmpty({ message: 'set the folder that keeps the delivered files' })
  RAW_FILE_DIR!: string;

  /** JSON `{ "<user>": "scrypt$N$r$p$salt$hash" }`. */
  @IsString()
  @IsNotEmpty({ message: 'set the file with the operators and their password hashes' })
  OPERATOR_CREDENTIALS_FILE!: string;

  /** Largest upload, bytes. */
  @Type(() => Number)
  @IsInt({ message: 'set a number of bytes' })
  @Min(1)
  UPLOAD_LIMIT_BYTES = 536_870_912;

  /** Largest content of a compressed upload, bytes: a small file may hold an endless one. */
  @Type(() => Number)
  @IsInt({ message: 'set a number of bytes' })
  @Min(1)
  CONTENT_LIMIT_BYTES = 8_589_934_592;

  /** Files that one operator may upload a minute. */
  @Type(() => Number)
  @IsInt({ message: 'set a whole number of files' })
  @Min(1)
  UPLOADS_PER_MINUTE = 300;

  /** Bytes that stay free on the disk of RAW_FILE_DIR: a file that would leave less is not received. */
  @Type(() => Number)
  @IsInt({ message: 'set a number of bytes' })
  @Min(0)
  MIN_FREE_BYTES = 536_870_912;

  /** Where the acknowledgement of every file goes when its import has ended; none is sent without it. Plain HTTP only to this machine. */
  @IsOptional()
  @Matches(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))\S*$/, { message: 'set an https address' })
  ACKNOWLEDGEMENT_URL?: string;

  /** File with the key of the webhook's signature, base64. */
  @IsOptional()
  @IsString()
  ACKNOWLEDGEMENT_SECRET_FILE?: string;

  /** Seconds before an acknowledgement that was not taken is sent again; doubles up to an hour. */
  @Type(() => Number)
  @IsNumber({}, { message: 'set a number of seconds' })
  @Min(0.1)
  ACKNOWLEDGEMENT_RETRY_SECONDS = 5;

  /** Folder whose files are taken in; none is watched without it. */
  @IsOptional()
  @IsString()
  WATCH_DIR?: string;

  /** Milliseconds that a watched file must be left unchanged before it is taken. */
  @Type(() => Number)
  @IsInt({ message: 'set a number of milliseconds' })
  @Min(100)
  WATCH_QUIET_MS = 5_000;

  /** Hours since the end of its newest reading after which a service counts as overdue. */
  @Type(() => Number)
  @IsNumber({}, { message: 'set a number of hours' })
  @Min(1)
  OVERDUE_AFTER_HOURS = 48;

  /** IANA zone of service points whose extract names none. */
  @IsTimeZone({ message: 'set an IANA time zone such as America/Los_Angeles' })
  TIME_ZONE = 'America/Los_Angeles';

  /** Kind of service of service points whose extract names none, as ESPI customer files do: for a utility that has one kind only. */
  @IsOptional()
  @IsIn(['electric', 'gas', 'water'], { message: 'set electric, gas or water, or leave it out' })
  CIS_SERVICE_KIND?: 'electric' | 'gas' | 'water';
}
