import { IsInt, IsNotEmpty, IsString, IsTimeZone, Min } from 'class-validator';
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

  /** IANA zone of service points whose extract names none. */
  @IsTimeZone({ message: 'set an IANA time zone such as America/Los_Angeles' })
  TIME_ZONE = 'America/Los_Angeles';
}
