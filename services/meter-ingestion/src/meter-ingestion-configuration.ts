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

  /** IANA zone of service points whose extract names none. */
  @IsTimeZone({ message: 'set an IANA time zone such as America/Los_Angeles' })
  TIME_ZONE = 'America/Los_Angeles';
}
