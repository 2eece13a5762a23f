import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { ServiceConfiguration } from '@greenledger/service-kit';
import type { RateLimitSettings } from './access/request-counts.js';
import { PROCESS_ROLES, type ProcessRole } from './processes/process-role.js';

export class DataDeliveryConfiguration extends ServiceConfiguration {
  /** File with the key of the pairwise ids, 64 hex digits; made with mode 0600 when absent. */
  @IsString()
  @IsNotEmpty()
  PAIRWISE_KEY_FILE!: string;

  /** Name of the utility, as customer records give it; without it they name none. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  UTILITY_NAME?: string;

  /** Id of the certificate that the Green Button Alliance issued for this deployment; feeds and entries link to it then. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, {
    message: '$property must be the id alone, as it stands at the end of the address of the certificate',
  })
  GREEN_BUTTON_CERTIFICATE?: string;

  /** Requests a minute of one company over all its tokens; 0 is no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  RATE_LIMIT_PER_CLIENT = 3_000;

  /** Requests a minute under one authorization; 0 is no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  RATE_LIMIT_PER_GRANT = 600;

  /**
   * Processes that answer HTTP. Above 1, which takes the role `all`, there are two more: one that works in the background, and one
   * that keeps them all running.
   */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  FEED_PROCESSES = 1;

  /**
   * `feeds`: this process answers HTTP and nothing else, so that any number of them stand beside one `all`, which also works in the
   * background. `background` is for the processes that FEED_PROCESSES starts.
   */
  @IsIn(PROCESS_ROLES)
  DELIVERY_ROLE: ProcessRole = 'all';

  /** Folder of batches that are prepared in the background; several processes need the same one. Beside the key file when absent. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  PREPARED_DIR?: string;

  /** Days for which a prepared batch can be fetched. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  PREPARED_DAYS = 90;

  /** Readings above which a Batch of one authorization is prepared in the background, asked or not; 0 is no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  PREPARED_OVER_READINGS = 0;

  /** Authorizations above which a Batch/Bulk is prepared in the background, asked or not; 0 is no limit. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  PREPARED_OVER_AUTHORIZATIONS = 0;

  /** Seconds after which the batch of a process that was killed is prepared anew. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  PREPARED_LEASE_SECONDS = 30;

  /** 0: gzip feeds are written straight from the values. 1 to 9: zlib compresses them at this level, as it does all else at level 1. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(9)
  FEED_GZIP_LEVEL = 0;

  /** Client ids, separated by commas, that are answered as PG&E does: Batch resources always in the background, 204 when empty. */
  @IsString()
  PGE_PROFILE_CLIENTS = '';

  /** Days after the end of a month before its readings are compacted. */
  @Type(() => Number)
  @IsInt()
  @Min(2)
  COMPACT_AFTER_DAYS = 10;

  /** Seconds between looks for months that can be compacted; 0 compacts nothing. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  COMPACT_EVERY_SECONDS = 600;

  /** Seconds for which nothing may have arrived for a month of a channel before it is compacted. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  COMPACT_QUIET_SECONDS = 900;

  /** Share of the time, in percent, that compaction may work; it pauses for the rest. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  COMPACT_PERCENT_OF_TIME = 50;
}

/** The limits of requests that a configuration sets. */
export const rateLimitSettings = ({ RATE_LIMIT_PER_CLIENT, RATE_LIMIT_PER_GRANT }: DataDeliveryConfiguration): RateLimitSettings => ({
  perClient: RATE_LIMIT_PER_CLIENT,
  perGrant: RATE_LIMIT_PER_GRANT,
});
