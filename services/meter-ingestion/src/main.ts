import { setFlagsFromString } from 'node:v8';
import { readConfiguration, runService } from '@greenledger/service-kit';
import { MeterIngestionConfiguration } from './meter-ingestion-configuration.js';
import { startMeterIngestion } from './start-meter-ingestion.js';

// Parsing makes much that lives for a moment. Left to itself the heap grows to several times of what is alive before it is swept;
// here it is swept when it has grown by half, so that memory does not rise with the size of what is imported.
setFlagsFromString('--heap-growing-percent=50');

await runService(() => startMeterIngestion(readConfiguration(MeterIngestionConfiguration)));
