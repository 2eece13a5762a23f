import { readConfiguration, runService } from '@greenledger/service-kit';
import { DataDeliveryConfiguration } from './data-delivery-configuration.js';
import { boundHeap } from './heap-bounds.js';
import { startProcesses } from './processes/start-processes.js';

boundHeap();

await runService(() => startProcesses(readConfiguration(DataDeliveryConfiguration)));
