import { Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsString, Min } from 'class-validator';
import { ServiceConfiguration } from '@greenledger/service-kit';

export class DataDeliveryConfiguration extends ServiceConfiguration {
  /** File with the key of the pairwise ids, 64 hex digits; made with mode 0600 when absent. */
  @IsString()
  @IsNotEmpty()
  PAIRWISE_KEY_FILE!: string;

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
}
