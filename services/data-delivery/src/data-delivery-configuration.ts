import { IsNotEmpty, IsString } from 'class-validator';
import { ServiceConfiguration } from '@greenledger/service-kit';

export class DataDeliveryConfiguration extends ServiceConfiguration {
  /** File with the key of the pairwise ids, 64 hex digits; made with mode 0600 when absent. */
  @IsString()
  @IsNotEmpty()
  PAIRWISE_KEY_FILE!: string;
}
