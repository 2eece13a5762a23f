import { readConfiguration, runService } from '@greenledger/service-kit';
import { MeterIngestionConfiguration } from './meter-ingestion-configuration.js';
import { startMeterIngestion } from './start-meter-ingestion.js';

await runService(() => startMeterIngestion(readConfiguration(MeterIngestionConfiguration)));
