import { startService, type ServiceOptions } from '@greenledger/service-kit';
import { acceptUploads } from './import/accept-uploads.js';
import type { MeterIngestionConfiguration } from './meter-ingestion-configuration.js';
import { MeterIngestionModule } from './meter-ingestion.module.js';

/** Starts the service; the options are those that tests set otherwise. */
export function startMeterIngestion(
  configuration: MeterIngestionConfiguration,
  options: Pick<ServiceOptions, 'logger' | 'drainOnSignals'> = {},
): ReturnType<typeof startService> {
  return startService({
    name: 'meter-ingestion',
    module: MeterIngestionModule.forRoot(configuration),
    configuration,
    configureHttp: acceptUploads,
    ...options,
  });
}
